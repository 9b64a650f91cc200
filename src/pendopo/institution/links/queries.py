"""Every read of links."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urljoin

from django.conf import settings
from django.db import models
from django.urls import reverse

from pendopo.foundation.secrets import spellings
from pendopo.institution.links.models import Link, LinkQuerySet, LinkUse

CHAT: Final = "https://wa.me/"


def links_of(subject: models.Model, *, institution_id: int) -> LinkQuerySet:
    """Every link that was given for a row, the newest first."""
    return Link.objects.filter(institution_id=institution_id).about(subject).select_related("made_by__person")


def uses_of(link: Link) -> models.QuerySet[LinkUse]:
    """What the log keeps of a link, the newest first."""
    return LinkUse.objects.seen_by(link).filter(link=link)


def address_of(route: str, token: str) -> str:
    """The whole address to write to somebody: `address_of("cases:liaison", token)`."""
    return urljoin(settings.PUBLIC_URL + "/", reverse(route, kwargs={"token": token}))


def chat_with(phone: str, text: str) -> str:
    """The address that opens WhatsApp with this text: to a number, or where there is none, to whom one chooses there."""
    return f"{CHAT}{spellings.phone(phone)}?text={quote(text)}"
