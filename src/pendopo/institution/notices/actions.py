"""Telling people, and what they do with what they were told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.notices import jobs
from pendopo.institution.notices.models import PLACE, Notice, PushSubscription
from pendopo.institution.notices.words import Sentence, a_sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.events import LetterEnds, MemberLeft
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role

__all__ = [
    "Sentence",
    "forget_device",
    "forget_devices",
    "read_all",
    "read_one",
    "register_device",
    "silence_device",
    "tell",
    "tell_letter_ends",
    "tell_of_bulk",
    "watch_uncovering",
]

# What is not urgent is mailed together, and only if nobody read it by then.
MAIL_PATIENCE: Final = timedelta(minutes=15)
URGENT_DAYS: Final = 7
AN_HOUR: Final = timedelta(hours=1)
OFTEN: Final = "member.uncovered_often"


@transaction.atomic
def tell(
    *,
    institution_id: int,
    to: Iterable[int],
    kind: str,
    title: Sentence | str,
    text: Sentence | str = "",
    url: str = "",
    urgent: bool = False,
    once: str = "",
    now: datetime,
) -> None:
    """Tell members something: a row for each at once, mail and push by jobs of their own.

    With `once` a person is told only the first time. Call it in the institution's transaction.
    """
    members = sorted(set(to))
    if not members:
        return
    batch = uuid.uuid4()
    Notice.objects.bulk_create(
        [
            Notice(
                institution_id=institution_id,
                member_id=member_id,
                kind=kind,
                title=a_sentence(title).kept(),
                text=a_sentence(text).kept(),
                url=url,
                urgent=urgent,
                once=once,
                batch=batch,
                made_at=now,
                mail_due_at=now if urgent else now + MAIL_PATIENCE,
            )
            for member_id in members
        ],
        ignore_conflicts=True,
    )
    jobs.spread.defer(institution_id=institution_id, batch=str(batch))


@transaction.atomic
def read_one(*, notice: Notice, by: Member, now: datetime) -> None:
    """Their reader has seen it."""
    Notice.objects.seen_by(by).unread().filter(pk=notice.pk, member=by).update(read_at=now, mail_due_at=None)


@transaction.atomic
def read_all(*, by: Member, now: datetime) -> int:
    """Everything told to this person so far has been seen. Returns how many that was."""
    return Notice.objects.seen_by(by).unread().filter(member=by).update(read_at=now, mail_due_at=None)


@transaction.atomic
def register_device(*, by: Member, subscription: Mapping[str, Any], device: str, now: datetime) -> None:
    """Let a browser show notices. Raises Refused when what it gave is not a push subscription."""
    endpoint, keys = subscription.get("endpoint"), subscription.get("keys")
    if (
        not isinstance(endpoint, str)
        or not isinstance(keys, Mapping)
        or not isinstance(keys.get("p256dh"), str)
        or not isinstance(keys.get("auth"), str)
        or len(endpoint) > 2000
        or urlsplit(endpoint).scheme not in {"https", "http"}
    ):
        raise Refused(_("This browser gave no address for notices. Try again, or use another browser."))
    ring = settings.PENDOPO_KEY_RING
    kept = {"endpoint": endpoint, "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}
    # A device that somebody else used before now belongs to whoever uses it.
    PushSubscription.objects.seen_by(by).filter(fingerprint__in=ring.indexes(endpoint, PLACE)).delete()
    PushSubscription.objects.create(
        institution_id=by.institution_id,
        member=by,
        address=ring.seal(json.dumps(kept), PLACE),
        fingerprint=ring.index(endpoint, PLACE),
        device=device[:120],
        made_at=now,
    )


@transaction.atomic
def forget_device(*, by: Member, endpoint: str) -> None:
    """Stop showing notices in a browser."""
    PushSubscription.objects.seen_by(by).filter(
        member=by, fingerprint__in=settings.PENDOPO_KEY_RING.indexes(endpoint, PLACE)
    ).delete()


@transaction.atomic
def silence_device(*, by: Member, device_id: int) -> None:
    """Stop showing notices on one of one's own devices, from wherever."""
    PushSubscription.objects.seen_by(by).filter(member=by, pk=device_id).delete()


def forget_devices(event: MemberLeft) -> None:
    """Whoever left hears nothing more."""
    PushSubscription.objects.filter(institution_id=event.institution_id, member_id=event.member_id).delete()
    Notice.objects.filter(institution_id=event.institution_id, member_id=event.member_id).update(
        mail_due_at=None
    )


def tell_letter_ends(event: LetterEnds) -> None:
    """Warn whoever holds the letter, and those who can record the next one (R02)."""
    holder = people.member(event.institution_id, event.member_id)
    managers = people.members_who_may(event.institution_id, Permission.MANAGE_PEOPLE)
    words = {"name": holder.name, "number": event.number, "day": event.ends_on, "days": event.days}
    if event.days < 0:
        title = Sentence(gettext_noop("The assignment letter of %(name)s has ended"), words)
    else:
        title = Sentence(gettext_noop("The assignment letter of %(name)s ends on %(day)s"), words)
    tell(
        institution_id=event.institution_id,
        to=[holder.pk, *managers.values_list("pk", flat=True)],
        kind="letter.ends",
        title=title,
        text=Sentence(
            gettext_noop(
                "Letter %(number)s. After it, publishing and answering are blocked until the next one is recorded."
            ),
            words,
        ),
        url=f"/lembaga/orang/{holder.pk}/",
        urgent=event.days <= URGENT_DAYS,
        once=f"letter:{event.letter_id}:{event.days}",
        now=event.at,
    )


@transaction.atomic
def watch_uncovering(*, by: Member, most: int, now: datetime) -> None:
    """Have it told once an hour when somebody uncovers personal data more often than `most`, in whatever rooms (R80).

    Call it after the ledger was written, in the same transaction: the ledger is what is counted.
    """
    # Two windows of one person count one after the other.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk, institution_id=by.institution_id)
    lately = LedgerEntry.objects.filter(
        institution_id=by.institution_id, by_id=by.pk, at__gt=now - AN_HOUR, at__lte=now
    )
    many = lately.filter(did__in=ledger.uncovering()).count()
    if many <= most or lately.filter(did=OFTEN).exists():
        return
    ledger.write(did=OFTEN, by=by, at=now, words={"many": many, "most": most})
    _tell_watchers(
        by,
        Sentence(
            gettext_noop("%(who)s uncovered personal data %(many)s times in an hour"),
            {"who": by.name, "many": many},
        ),
        now=now,
    )


@transaction.atomic
def tell_of_bulk(*, by: Member, now: datetime) -> None:
    """Have it told at once that somebody took many identities out of the house, whatever their reason (R80)."""
    ledger.write(did="member.uncovered_in_bulk", by=by, at=now)
    title = Sentence(gettext_noop("%(who)s downloaded a list with people's identities"), {"who": by.name})
    _tell_watchers(by, title, now=now)


def _tell_watchers(by: Member, title: Sentence, *, now: datetime) -> None:
    """Auditors and the leader; administrators where there is nobody else. Never whoever did it."""
    others = people.members(by.institution_id).exclude(pk=by.pk)
    watchers = set(others.in_role(Role.AUDITOR, Role.LEADER).values_list("pk", flat=True))
    tell(
        institution_id=by.institution_id,
        to=watchers or others.in_role(Role.ADMINISTRATOR).values_list("pk", flat=True),
        kind="member.uncovered_often",
        title=title,
        text=Sentence(gettext_noop("The ledger shows each time and the reason. Ask what it was for.")),
        url=f"{reverse('institution:ledger')}?{urlencode({'by': by.pk})}",
        urgent=True,
        now=now,
    )
