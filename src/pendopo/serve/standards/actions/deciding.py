"""The second pair of eyes: a standard comes into force, goes back to its writers, or is withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import events, ledger
from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people.models import Member
from pendopo.serve.standards import policies
from pendopo.serve.standards.events import StandardChanged
from pendopo.serve.standards.models import Revision
from pendopo.serve.standards.states import FLOW, Component, RevisionState


@transaction.atomic
def publish(*, revision: Revision, by: Member, now: datetime) -> None:
    """Say yes to what others wrote: from today it holds, and citizens read components 1 to 6. Raises Refused."""
    policies.require_may_decide(by, revision, now=now)
    FLOW.require(revision, RevisionState.PUBLISHED)
    held = (
        Revision.objects.seen_by(by)
        .in_force()
        .filter(service_id=revision.service_id)
        .select_for_update(of=("self",))
        .first()
    )
    if held is not None:
        FLOW.move(held, RevisionState.REPLACED, ended_at=now)
    today = Zone(by.institution.zone).day_of(now)
    FLOW.move(revision, RevisionState.PUBLISHED, decided_by=by, published_at=now, revised_on=today)
    _write(did="standards.published", revision=revision, by=by, now=now, author=revision.author.name)
    _tell(revision, gettext_noop("The standard of “%(name)s” is in force"), by=by, now=now)
    changed = [one for one in Component if held is None or held.part(one) != revision.part(one)]
    _announce(revision, changed, is_withdrawn=False)


@transaction.atomic
def return_to_writers(*, revision: Revision, why: str, by: Member, now: datetime) -> None:
    """Say what should be changed. Raises Refused."""
    policies.require_may_decide(by, revision, now=now)
    if not why.strip():
        raise Refused(_("Write what should be changed."), field="why")
    FLOW.require(revision, RevisionState.DRAFT)
    FLOW.move(revision, RevisionState.DRAFT, returned_why=why.strip()[:500], changed_at=now)
    _write(did="standards.returned", revision=revision, by=by, now=now, why=why.strip()[:500])
    title = gettext_noop("The standard of “%(name)s” was returned")
    _tell(revision, title, by=by, now=now, text=why.strip()[:500])


@transaction.atomic
def take_back(*, revision: Revision, by: Member, now: datetime) -> None:
    """Write on in what waits for an approval: nobody has said yes to it yet. Raises Refused."""
    policies.require_may_write(by, revision, now=now)
    FLOW.require(revision, RevisionState.DRAFT)
    FLOW.move(revision, RevisionState.DRAFT, changed_at=now)
    _write(did="standards.taken_back", revision=revision, by=by, now=now)


@transaction.atomic
def withdraw(*, revision: Revision, why: str, by: Member, now: datetime) -> None:
    """Nothing is promised any more: the service ended, or its standard is wrong. Raises Refused."""
    policies.require_may_write(by, revision, now=now)
    if not why.strip():
        raise Refused(_("Write why this standard no longer holds."), field="why")
    FLOW.require(revision, RevisionState.WITHDRAWN)
    FLOW.move(revision, RevisionState.WITHDRAWN, ended_at=now, ended_why=why.strip()[:300])
    _write(did="standards.withdrawn", revision=revision, by=by, now=now, why=why.strip()[:300])
    _announce(revision, list(Component), is_withdrawn=True)


def _write(*, did: str, revision: Revision, by: Member, now: datetime, **words: str) -> None:
    known = {"name": revision.service.name, "number": revision.number}
    if did == "standards.withdrawn":
        known.pop("number")
    ledger.write(did=did, by=by, to=revision, at=now, words={**known, **words})


def _announce(revision: Revision, changed: list[Component], *, is_withdrawn: bool) -> None:
    events.tell(
        StandardChanged(
            institution_id=revision.institution_id,
            service_id=revision.service_id,
            service=revision.service.short_name,
            components=tuple(one.value for one in changed),
            is_withdrawn=is_withdrawn,
        )
    )


def _tell(revision: Revision, title: str, *, by: Member, now: datetime, text: str = "") -> None:
    notices.tell(
        institution_id=revision.institution_id,
        to=[one for one in revision.writers if one != by.pk],
        kind="standards.decided",
        title=Sentence(title, {"name": revision.service.name}),
        text=text,
        url=reverse("standards:revision", args=[revision.pk]),
        now=now,
    )
