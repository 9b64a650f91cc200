"""Who answers for the first word of a quote: every source that texts may quote from, with its public address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from pendopo.foundation import public_pages, quoting
from pendopo.foundation.quoting import Match, Quote
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.serve.openness import queries as openness
from pendopo.serve.standards import queries as standards
from pendopo.serve.standards.events import StandardChanged


class ServiceStandards:
    """Standards in force; citizens read them on the portal."""

    def named(self, institution_id: int, names: Iterable[str]) -> Mapping[str, Quote]:
        found = standards.named(institution_id, names)
        slug = structure.institution(institution_id).slug if found else ""
        return {name: _on_portal(quote, slug) for name, quote in found.items()}

    def offered(self, institution_id: int) -> Sequence[Quote]:
        return standards.offered(institution_id)

    def asked(self, institution_id: int, text: str) -> Sequence[Match]:
        found = standards.answers_to(text, institution_id)
        slug = structure.institution(institution_id).slug if found else ""
        return [replace(one, quotes=tuple(_on_portal(quote, slug) for quote in one.quotes)) for one in found]


class PublicList:
    """The list of public information; what has no address of its own is a file on the portal."""

    def named(self, institution_id: int, names: Iterable[str]) -> Mapping[str, Quote]:
        found = openness.named(institution_id, names)
        slug = structure.institution(institution_id).slug if found else ""
        return {name: _findable(quote, slug) for name, quote in found.items()}

    def offered(self, institution_id: int) -> Sequence[Quote]:
        return openness.offered(institution_id)

    def asked(self, institution_id: int, text: str) -> Sequence[Match]:
        found = openness.answers_from_list(text, institution_id)
        slug = structure.institution(institution_id).slug if found else ""
        return [replace(one, quotes=tuple(_findable(quote, slug) for quote in one.quotes)) for one in found]


def _findable(quote: Quote, slug: str) -> Quote:
    return (
        quote if quote.url else replace(quote, url=public_pages.address("openness.file", slug, quote.about))
    )


def _on_portal(quote: Quote, slug: str) -> Quote:
    return replace(quote, url=public_pages.address("standards.service", slug, quote.about))


@transaction.atomic(savepoint=False)
def note_changed_standard(event: StandardChanged) -> None:
    """Other words hold for a service: the saved replies that quote them are to be looked at again."""
    inbox.flag_quotes(
        institution_id=event.institution_id,
        of=event.service,
        names=standards.names_of(event.service, event.components),
        now=timezone.now(),
    )


quoting.register("layanan", ServiceStandards())
quoting.register("informasi", PublicList())
