"""What people write themselves, and what they change of a suggestion."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content.models import Campaign, Pillar
from pendopo.broadcast.ideas import card_templates, looking, policies
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import FLOW, IdeaState, Source
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.flows import CHANGED
from pendopo.foundation.personal_data import masked
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Member


@transaction.atomic
def write_idea(
    *,
    title: str,
    by: Member,
    now: datetime,
    why: str = "",
    text: str = "",
    template: str = "",
    suggested_for: date | None = None,
    pillar: Pillar | None = None,
    campaign: Campaign | None = None,
) -> Idea:
    """Write an idea of one's own; it is kept from the start. Raises Refused."""
    policies.require_may_write(by, now=now)
    is_solemn = _checked(by.institution, template, suggested_for, pillar, campaign)
    idea = Idea.objects.create(
        institution=by.institution,
        state=IdeaState.KEPT,
        source=Source.OWN,
        title=_titled(title),
        own_reason=masked(why.strip())[:500],
        text=masked(text.strip()),
        template=template,
        suggested_for=suggested_for,
        is_solemn=is_solemn,
        pillar=pillar,
        campaign=campaign,
        made_by=by,
        made_at=now,
        changed_at=now,
    )
    ledger.write(did="ideas.written", by=by, to=idea, at=now, words={"title": idea.title})
    return idea


@transaction.atomic
def change_idea(
    *,
    idea: Idea,
    title: str,
    by: Member,
    now: datetime,
    why: str = "",
    text: str = "",
    template: str = "",
    suggested_for: date | None = None,
    pillar: Pillar | None = None,
    campaign: Campaign | None = None,
) -> None:
    """Change its words while it is open; a suggestion is kept by that, its reason stays the source's own. Raises Refused."""
    policies.require_may_change(by, idea, now=now)
    is_solemn = _checked(by.institution, template, suggested_for, pillar, campaign)
    changes: dict[str, Any] = {
        "title": _titled(title),
        "text": masked(text.strip()),
        "template": template,
        "suggested_for": suggested_for,
        "is_solemn": is_solemn,
        "pillar": pillar,
        "campaign": campaign,
    }
    if idea.source == Source.OWN:
        changes["own_reason"] = masked(why.strip())[:500]
    if all(getattr(idea, name) == value for name, value in changes.items()):
        return
    if idea.state == IdeaState.SUGGESTED:
        FLOW.move(idea, IdeaState.KEPT, **changes, changed_at=now)
    else:
        seen = Idea.objects.filter(pk=idea.pk, changed_at=idea.changed_at).still_open()
        if not seen.update(**changes, changed_at=now):
            raise Stale(CHANGED)
        idea.refresh_from_db()
    ledger.write(did="ideas.changed", by=by, to=idea, at=now, words={"title": idea.title})


def _titled(title: str) -> str:
    kept = masked(" ".join(title.split()))[:200]
    if not kept:
        raise Refused(_("Write in a few words what it is about."), field="title")
    return kept


def _checked(
    institution: Institution,
    template: str,
    suggested_for: date | None,
    pillar: Pillar | None,
    campaign: Campaign | None,
) -> bool:
    """Whether the day is solemn. Raises Refused where something does not fit."""
    for one in (pillar, campaign):
        if one is not None and one.institution_id != institution.pk:
            raise Refused(_("This belongs to another institution."))
    is_solemn = suggested_for is not None and looking.is_solemn(institution, suggested_for)
    if is_solemn and template in card_templates.FESTIVE:
        raise Refused(
            _("That day is solemn: choose a picture template without festivity, or another day."),
            rule="R17",
            field="template",
        )
    return is_solemn
