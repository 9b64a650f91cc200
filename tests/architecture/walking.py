"""What a walk through the whole house needs: its addresses, its tables, and the words that would give one away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from pendopo.broadcast.content.models import ContentItem
from pendopo.foundation.tenancy import TenantModel, acting_for
from pendopo.institution.models import Institution, Member
from pendopo.listen.inbox.models import Citizen

# One shared network to practise on: everybody in the house may speak there, on every account.
SHARED = "practice"
# Signing in, and pages without rows.
OUTSIDE = ("ui", "account", "mfa", "socialaccount", "usersessions")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, room: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the rooms."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, one.app_name or room)
        elif one.name and room and room not in (SHARED, *OUTSIDE):
            yield room, one


def tenant_tables() -> Iterator[type[TenantModel]]:
    for model in apps.get_models():
        if issubclass(model, TenantModel) and not model._meta.abstract:
            yield model


def fingerprint(institution: Institution) -> dict[str, list[dict[str, Any]]]:
    """Every row of this institution, to see afterwards that none was touched."""
    with acting_for(institution.pk):
        rows = {
            model._meta.label: list(model.objects.filter(institution=institution).order_by("pk").values())
            for model in tenant_tables()
        }
        return rows | {"itself": list(Institution.objects.filter(pk=institution.pk).values())}


def words_of(house: Institution) -> set[str]:
    """What would give this institution away on another's page."""
    return {
        "Mekarjaya",
        *Member.objects.filter(institution=house).values_list("person__name", flat=True),
        *Citizen.objects.filter(institution=house).values_list("handle", flat=True),
        *ContentItem.objects.filter(institution=house).values_list("title", flat=True),
    }
