"""New conversations are given to whoever is on duty and has room; what a person took is never given away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people.models import Member
from pendopo.institution.roster import queries as roster
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Conversation, DutySettings

AT_ONCE: Final = 200


@transaction.atomic
def hand_out(*, institution_id: int, conversation_ids: Iterable[int] | None = None, now: datetime) -> int:
    """Give conversations that nobody has to those on duty, the one with the fewest open ones first.

    Without `conversation_ids` it looks after those that wait for somebody with room. Returns how many were given.
    """
    settings = _settings(institution_id)
    if settings is None:
        return 0
    waiting = (
        Conversation.objects.filter(
            institution_id=institution_id,
            assigned_to__isnull=True,
            waiting_since__isnull=False,
            # What only some need to know, they give out themselves (R33).
            known_to__isnull=True,
        )
        .not_done()
        .order_by("waiting_since", "pk")
    )
    if conversation_ids is not None:
        waiting = waiting.filter(pk__in=list(conversation_ids))
    rows = list(waiting[:AT_ONCE])
    there = list(roster.on_duty(structure.institution(institution_id), now)) if rows else []
    given = _share(rows, there, most=settings.most_each)
    many: Counter[int] = Counter()
    for row, member in given:
        # Whoever took it a moment ago keeps it.
        if not Conversation.objects.filter(pk=row.pk, assigned_to__isnull=True).update(
            assigned_to=member, version=F("version") + 1
        ):
            continue
        many[member.pk] += 1
        ledger.write(
            did="inbox.handed_out",
            by=None,
            institution_id=institution_id,
            to=row,
            at=now,
            words={"to": member.name},
        )
    for member_id, number in many.items():
        notices.tell(
            institution_id=institution_id,
            to=[member_id],
            kind="inbox.handed_out",
            title=Sentence(gettext_noop("New conversations for you: %(number)s"), {"number": number}),
            url=f"{reverse('inbox:list')}?lihat=saya",
            now=now,
        )
    return many.total()


def _share(
    rows: Sequence[Conversation], there: Sequence[Member], *, most: int
) -> list[tuple[Conversation, Member]]:
    if not rows or not there:
        return []
    people = {one.pk: one for one in there}
    load = dict.fromkeys(people, 0)
    load |= dict(
        Conversation.objects.filter(assigned_to_id__in=people)
        .not_done()
        .order_by()
        .values("assigned_to_id")
        .annotate(many=Count("pk"))
        .values_list("assigned_to_id", "many")
    )
    given = []
    for row in rows:
        member_id = min(load, key=lambda one: (load[one], one))
        if load[member_id] >= most:
            break
        load[member_id] += 1
        given.append((row, people[member_id]))
    return given


def _settings(institution_id: int) -> DutySettings | None:
    found = DutySettings.objects.filter(institution_id=institution_id, assigns=True)
    # Of two workers one waits here until the other's share can be counted.
    return found.select_for_update(of=("self",)).first()
