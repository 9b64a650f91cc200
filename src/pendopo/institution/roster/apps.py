"""The room of the duty roster, as Django knows it."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "pendopo.institution.roster"
    label = "roster"
    default_auto_field = "django.db.models.BigAutoField"
