"""Pieces of the institution's screens: `{% load institution %}`."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pendopo.institution.people.roles import Permission, Role

register = template.Library()

# Name of the page, its words, its icon, and the permission without which it is of no use.
PLACES: Final = (
    ("home", _("About"), "institution", None),
    ("people", _("People"), "people", None),
    ("units", _("Units"), "units", None),
    ("permissions", _("Permissions"), "permissions", None),
    ("working_days", _("Working days"), "calendar", None),
    ("brand", _("Brand"), "brand", Permission.MANAGE_SETTINGS),
    ("security", _("Second factor"), "lock", Permission.MANAGE_SETTINGS),
    ("ledger", _("Ledger"), "ledger", Permission.READ_LEDGER),
)


@register.inclusion_tag("institution/places.html", takes_context=True)
def places(context: Context, here: str) -> dict[str, Any]:
    """The institution's pages as tabs; only those that this person can use."""
    member = context["request"].member
    return {
        "places": [
            {"label": label, "url": reverse(f"institution:{name}"), "icon": icon, "current": name == here}
            for name, label, icon, permission in PLACES
            if permission is None or member.may(permission)
        ]
    }


@register.filter
def role_names(roles: list[str]) -> str:
    """Roles as people call them."""
    return ", ".join(str(Role(role).label) for role in roles)
