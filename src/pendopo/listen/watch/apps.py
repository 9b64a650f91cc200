from __future__ import annotations

from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "pendopo.listen.watch"
    label = "watch"
