"""What became exempt must not be published: the list of one room becomes a rule of another (R15)."""

from __future__ import annotations

from django.utils import timezone

from pendopo.broadcast.content import actions as content
from pendopo.institution.people import queries as people
from pendopo.institution.structure import queries as structure
from pendopo.serve.openness import queries as openness
from pendopo.serve.openness.events import ExemptListChanged


def list_changed(event: ExemptListChanged) -> None:
    """The rules learn which words give exempt information away, each with the number of its test."""
    by, now = people.member(event.institution_id, event.by_id), timezone.now()
    today = structure.zone_of(by.institution).day_of(now)
    content.learn_exempt(
        items=[
            {"number": number, "words": words}
            for number, words in openness.exempt_phrases(event.institution_id, today)
        ],
        by=by,
        now=now,
    )
