from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pendopo.foundation.ui"
    label = "ui"
