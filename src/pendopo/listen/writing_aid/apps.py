from __future__ import annotations

from django.apps import AppConfig


class WritingAidConfig(AppConfig):
    name = "pendopo.listen.writing_aid"
    label = "writing_aid"
