"""The service pledge: proposed by one person, approved by another, kept for ever."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.serve.standards import policies
from pendopo.serve.standards.models import Pledge
from pendopo.serve.standards.states import PLEDGE, PledgeState


@transaction.atomic
def propose_pledge(
    *, text: str, signed_by: str, position: str, signed_on: date, by: Member, now: datetime
) -> Pledge:
    """Bring what was signed on paper; another proposal that nobody approved gives way. Raises Refused."""
    policies.require_may_write(by, by, now=now)
    if not text.strip():
        raise Refused(_("Write what your office pledges."), field="text")
    rows = Pledge.objects.seen_by(by)
    before = rows.filter(state=PledgeState.PROPOSED).select_for_update(of=("self",)).first()
    if before is not None:
        PLEDGE.move(before, PledgeState.REPLACED)
    last = rows.first()
    made = Pledge.objects.create(
        institution_id=by.institution_id,
        number=last.number + 1 if last else 1,
        text=text.strip(),
        signed_by=signed_by.strip(),
        position=position.strip(),
        signed_on=signed_on,
        author=by,
        made_at=now,
    )
    ledger.write(did="standards.pledge_proposed", by=by, to=made, at=now, words={"number": made.number})
    able = people.members_who_may(by.institution_id, Permission.MANAGE_STANDARDS).exclude(pk=by.pk)
    notices.tell(
        institution_id=by.institution_id,
        to=able.values_list("pk", flat=True),
        kind="standards.approval",
        title=Sentence(gettext_noop("A service pledge waits for your approval")),
        url=reverse("standards:pledge"),
        now=now,
    )
    return made


@transaction.atomic
def publish_pledge(*, pledge: Pledge, by: Member, now: datetime) -> None:
    """Say yes to a pledge somebody else brought: citizens read it from now on. Raises Refused."""
    policies.require_may_decide_pledge(by, pledge, now=now)
    PLEDGE.require(pledge, PledgeState.PUBLISHED)
    held = (
        Pledge.objects.seen_by(by).filter(state=PledgeState.PUBLISHED).select_for_update(of=("self",)).first()
    )
    if held is not None:
        PLEDGE.move(held, PledgeState.REPLACED)
    PLEDGE.move(pledge, PledgeState.PUBLISHED, decided_by=by, published_at=now)
    ledger.write(
        did="standards.pledge_published",
        by=by,
        to=pledge,
        at=now,
        words={"number": pledge.number, "author": pledge.author.name},
    )
