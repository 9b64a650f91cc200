"""What content is planned along: pillars, campaigns, lanes, and what the rules know of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import office
from pendopo.broadcast.content.actions.looking_again import look_again
from pendopo.broadcast.content.lanes import Step, packaged_lanes, require_sound
from pendopo.broadcast.content.models import Campaign, LaneSetting, OfficeRules, Pillar
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people import policies as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission


@transaction.atomic
def keep_pillar(
    *,
    name: str,
    by: Member,
    now: datetime,
    pillar: Pillar | None = None,
    about: str = "",
    dye: int = 1,
    share_percent: int | None = None,
    is_closed: bool = False,
) -> Pillar:
    """Make a pillar, or change one. Raises Refused."""
    people.require(by, Permission.MANAGE_PLAN, now=now)
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("Give the pillar a name."), field="name")
    same = Pillar.objects.seen_by(by).filter(name=name)
    if (same.exclude(pk=pillar.pk) if pillar else same).exists():
        raise Refused(_("There is a pillar of this name already."), field="name")
    kept = pillar or Pillar(institution_id=by.institution_id)
    kept.name, kept.about, kept.dye, kept.share_percent = name, about.strip()[:300], dye, share_percent
    kept.closed_at = (kept.closed_at or now) if is_closed else None
    kept.save()
    ledger.write(did="content.pillar_kept", by=by, to=kept, at=now, words={"name": name})
    return kept


@transaction.atomic
def keep_campaign(
    *,
    name: str,
    by: Member,
    now: datetime,
    campaign: Campaign | None = None,
    about: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_closed: bool = False,
) -> Campaign:
    """Make a campaign, or change one. Raises Refused."""
    people.require(by, Permission.MANAGE_PLAN, now=now)
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused(_("Give the campaign a name."), field="name")
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("It would end before it begins."), field="ends_on")
    same = Campaign.objects.seen_by(by).filter(name=name)
    if (same.exclude(pk=campaign.pk) if campaign else same).exists():
        raise Refused(_("There is a campaign of this name already."), field="name")
    kept = campaign or Campaign(institution_id=by.institution_id)
    kept.name, kept.about, kept.starts_on, kept.ends_on = name, about.strip()[:300], starts_on, ends_on
    kept.closed_at = (kept.closed_at or now) if is_closed else None
    kept.save()
    ledger.write(did="content.campaign_kept", by=by, to=kept, at=now, words={"name": name})
    return kept


@transaction.atomic
def change_lane(*, key: str, steps: Sequence[Step], by: Member, now: datetime) -> None:
    """Set a lane's steps; rounds that run already keep theirs. Raises Refused where R10 would be lost."""
    people.require(by, Permission.MANAGE_SETTINGS, now=now)
    if key not in packaged_lanes():
        raise Refused(_("There is no such lane."))
    lane = replace(office.lane_of(by.institution_id, key), steps=tuple(steps))
    require_sound(lane)
    LaneSetting.objects.update_or_create(
        institution_id=by.institution_id,
        key=key,
        defaults={"steps": [step.written() for step in steps], "changed_by": by, "changed_at": now},
    )
    ledger.write(
        did="content.lane_changed",
        by=by,
        at=now,
        words={"lane": key, "steps": [step.written() for step in steps]},
    )


@transaction.atomic
def change_office_rules(*, by: Member, now: datetime, **facts: Any) -> OfficeRules:
    """Set what the rules know: `elections`, `exempt`, `published`. Raises Refused.

    What was approved already and could not be any more loses its approval.
    """
    people.require(by, Permission.MANAGE_SETTINGS, now=now)
    if strangers := set(facts) - {"elections", "exempt", "published"}:
        raise TypeError(f"nothing the rules know: {sorted(strangers)}")
    rules, _made = OfficeRules.objects.update_or_create(
        institution_id=by.institution_id, defaults={**facts, "changed_by": by, "changed_at": now}
    )
    ledger.write(did="content.rules_changed", by=by, to=rules, at=now, words={"facts": sorted(facts)})
    look_again(by=by, now=now)
    return rules


@transaction.atomic(savepoint=False)
def learn_exempt(*, items: Sequence[Mapping[str, str]], by: Member, now: datetime) -> None:
    """Take over the office's list of exempt information: {number, words} each (R15).

    Who may change that list, the room that keeps it has asked. What was approved already and could not be any
    more loses its approval.
    """
    OfficeRules.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={"exempt_listed": [dict(one) for one in items], "changed_by": by, "changed_at": now},
    )
    look_again(by=by, now=now)
