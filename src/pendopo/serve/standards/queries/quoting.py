"""What may be quoted from standards in force, and which of it answers a citizen's question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.conf import settings
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.clock import words
from pendopo.foundation.quoting import Match, Quote
from pendopo.serve.standards.asking import asked_of
from pendopo.serve.standards.models import Revision, RevisionQuerySet, Service
from pendopo.serve.standards.states import WORD_OF, WORDS, Component

SOURCE: Final = "layanan"
MATCHES_MOST: Final = 3


def name_of(service: str, component: Component) -> str:
    """How a saved reply names it: layanan:KTP-el:biaya."""
    return f"{SOURCE}:{service}:{WORD_OF[component]}"


def names_of(service: str, components: Iterable[str]) -> list[str]:
    """How saved replies name these components (by their values), where they can quote them."""
    return [name_of(service, one) for one in map(Component, components) if one in WORD_OF]


def named(institution_id: int, names: Iterable[str]) -> Mapping[str, Quote]:
    """Those of these names that stand in a standard in force, in one question."""
    wanted: dict[str, list[tuple[str, Component]]] = {}
    for name in names:
        source, _colon, rest = name.partition(":")
        service, _colon, word = rest.rpartition(":")
        if source == SOURCE and word in WORDS:
            wanted.setdefault(service.lower(), []).append((name, WORDS[word]))
    if not wanted:
        return {}
    found = (
        _in_force(institution_id)
        .annotate(called=Lower("service__short_name"))
        .filter(called__in=wanted)
        .order_by("called")
    )
    return {
        name: quote
        for revision in found
        for name, component in wanted.get(revision.service.short_name.lower(), ())
        if (quote := _quote(revision, component, name=name))
    }


def offered(institution_id: int) -> Sequence[Quote]:
    """Everything a saved reply can quote, service by service."""
    return [
        quote
        for revision in _in_force(institution_id)
        for component in WORDS.values()
        if (quote := _quote(revision, component))
    ]


def answers_to(text: str, institution_id: int) -> Sequence[Match]:
    """What the standards in force answer to a citizen's question, the surest first.

    Where it is clear that something is asked of a service but not what, everything is offered, unsure.
    """
    services = Service.objects.filter(institution_id=institution_id).in_force()
    asked = asked_of(text, [(one.pk, one.names) for one in services])[:MATCHES_MOST]
    if not asked:
        return []
    found = {
        one.service_id: one
        for one in _in_force(institution_id).filter(service__in=[one.service for one in asked])
    }
    matches = []
    for one in asked:
        revision = found[one.service]
        quotes = (_quote(revision, component) for component in one.components or WORDS.values())
        if held := tuple(quote for quote in quotes if quote):
            matches.append(
                Match(of=revision.service.short_name, quotes=held, words=one.words, is_unsure=one.is_unsure)
            )
    return matches


def _in_force(institution_id: int) -> RevisionQuerySet:
    rows = Revision.objects.filter(institution_id=institution_id).in_force()
    return rows.select_related("service").order_by("service__name", "service_id")


def _quote(revision: Revision, component: Component, *, name: str = "") -> Quote | None:
    text = revision.part(component).strip()
    if not text or revision.revised_on is None:
        return None
    service = revision.service.short_name
    # Citizens read it: it is said in the house's own language, whatever the operator's screen speaks.
    with translation.override(settings.LANGUAGE_CODE):
        source = _("Source: service standard %(service)s, in force since %(day)s.") % {
            "service": service,
            "day": words.long_date(revision.revised_on, settings.LANGUAGE_CODE),
        }
        heading = f"{component.label} {service}"
    return Quote(
        name=name or name_of(service, component),
        of=service,
        about=revision.service_id,
        label=str(component.label),
        heading=heading,
        text=text,
        source=source,
    )
