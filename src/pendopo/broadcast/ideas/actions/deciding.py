"""What becomes of an idea: kept, made into content, set aside, brought back."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.actions import Composition, Words
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.ideas import card_templates, policies
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import FLOW, IdeaState
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.flows import CHANGED
from pendopo.institution.people.models import Member
from pendopo.institution.structure.queries import zone_of

# domain.md 2.6: the morning window in which an office publishes, where nobody set another time.
MORNING: Final = time(10)


@transaction.atomic
def keep(*, idea: Idea, by: Member, now: datetime) -> None:
    """Somebody wants it: it stays, whatever the facts say later. Raises Refused."""
    policies.require_may_decide(by, idea, now=now)
    _held(idea, IdeaState.KEPT)
    FLOW.move(idea, IdeaState.KEPT, changed_at=now)
    ledger.write(did="ideas.kept", by=by, to=idea, at=now, words={"title": idea.title})


@transaction.atomic
def take(*, idea: Idea, by: Member, now: datetime) -> ContentItem:
    """Make content of it: draft words, pillar, campaign, day. Raises Refused; Stale where somebody was faster."""
    policies.require_may_decide(by, idea, now=now)
    _held(idea, IdeaState.TAKEN)
    item = content.start_item(
        title=idea.title,
        composition=Composition(words=Words(text=idea.text)) if idea.text else None,
        due_at=_due_at(idea, now),
        pillar=idea.pillar,
        campaign=idea.campaign,
        is_ceremony=idea.template in card_templates.CEREMONIAL,
        by=by,
        now=now,
    )
    if idea.url.startswith(("https://", "http://")):  # a page of this house is no source for others
        content.add_source(item=item, kind=SourceKind.LINK, reference=idea.url, by=by, now=now)
    FLOW.move(idea, IdeaState.TAKEN, item=item, taken_by=by, taken_at=now, changed_at=now)
    ledger.write(did="ideas.taken", by=by, to=idea, at=now, words={"title": idea.title})
    return item


@transaction.atomic
def set_aside(*, idea: Idea, why: str, by: Member, now: datetime) -> None:
    """Not for us, or not now; it is not suggested again. Raises Refused."""
    policies.require_may_decide(by, idea, now=now)
    why = why.strip()[:300]
    if not why:
        raise Refused(
            _("Write in a few words why it is set aside: the next one who has it will ask."), field="why"
        )
    _held(idea, IdeaState.SET_ASIDE)
    FLOW.move(idea, IdeaState.SET_ASIDE, why_aside=why, set_aside_by=by, set_aside_at=now, changed_at=now)
    ledger.write(did="ideas.set_aside", by=by, to=idea, at=now, words={"title": idea.title, "why": why})


@transaction.atomic
def bring_back(*, idea: Idea, by: Member, now: datetime) -> None:
    """Set aside, and wanted after all. Raises Refused."""
    policies.require_may_decide(by, idea, now=now)
    if idea.state != IdeaState.SET_ASIDE:
        raise Stale(CHANGED)
    _held(idea, IdeaState.KEPT)
    # Whoever brings it back knows that its day has passed.
    FLOW.move(
        idea,
        IdeaState.KEPT,
        why_aside="",
        set_aside_by=None,
        set_aside_at=None,
        useful_until=None,
        changed_at=now,
    )
    ledger.write(did="ideas.brought_back", by=by, to=idea, at=now, words={"title": idea.title})


def _held(idea: Idea, to: IdeaState) -> None:
    """Hold the row to the end of the transaction; it must still be where its page showed it. Raises Stale."""
    shown = idea.state
    Idea.objects.select_for_update().get(pk=idea.pk)
    idea.refresh_from_db()
    if idea.state == IdeaState.TAKEN:
        name = idea.taken_by.name if idea.taken_by else ""
        raise Stale(
            _("%(name)s has made content of this already. Open it and write together.") % {"name": name}
        )
    if idea.state != shown:
        raise Stale(CHANGED)
    FLOW.require(idea, to)


def _due_at(idea: Idea, now: datetime) -> datetime | None:
    """The morning of its day, while that is still to come."""
    if idea.suggested_for is None:
        return None
    due_at = zone_of(idea.institution).at(idea.suggested_for, MORNING)
    return due_at if due_at > now else None
