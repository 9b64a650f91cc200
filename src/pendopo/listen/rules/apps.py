from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "pendopo.listen.rules"
    label = "rules"
