from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "pendopo.listen.inbox"
    label = "inbox"
