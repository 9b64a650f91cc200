"""Questions to units for tests, as short as they can be said."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from pendopo.institution.links import actions as links
from pendopo.institution.links.actions import Purpose
from pendopo.institution.links.models import Link
from pendopo.institution.models import OrgUnit
from pendopo.institution.people.models import Member
from pendopo.serve.cases import actions, asking
from pendopo.serve.cases.models import Case, Referral
from pendopo.serve.cases.tests.builders import NOW


def a_referral(
    case: Case, unit: OrgUnit, *, by: Member, question: str = "Kapan diperbaiki?", now: datetime = NOW
) -> Referral:
    """A unit that was asked."""
    return actions.refer(case=case, unit=unit, question=question, by=by, now=now)


def a_link(referral: Referral, *, now: datetime = NOW) -> Link:
    """The link of somebody at the unit."""
    asking.token(referral, by=None, now=now)
    return Link.objects.filter(purpose=Purpose.REFERRAL, subject_id=referral.pk).latest("pk")


def said(referral: Referral, *, by: str = "Wawan", key: uuid.UUID | None = None) -> dict[str, Any]:
    """What everything has in common that a unit says."""
    return {
        "referral": referral,
        "said_by": by,
        "link": a_link(referral),
        "key": key or uuid.uuid4(),
    }


def bounced(referral: Referral, *, to: OrgUnit | None = None, now: datetime = NOW) -> None:
    """The unit said it is not theirs."""
    actions.bounce(**said(referral), to=to, why="Tiang itu bukan aset kami.", now=now)


def an_old_token(unit: OrgUnit, referral: Referral | None = None, *, now: datetime = NOW) -> str:
    """A link whose time ended a day ago."""
    return links.give_link(
        purpose=Purpose.REFERRAL if referral else Purpose.UNIT,
        subject=referral or unit,
        institution_id=unit.institution_id,
        by=None,
        lasts=timedelta(days=1),
        now=now - timedelta(days=2),
    )
