from __future__ import annotations

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "pendopo.broadcast.calendar"
    label = "calendar"
