"""A visual begins, gets its words, and steps back and forth among them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.broadcast.visuals import catalog, filling, policies
from pendopo.broadcast.visuals.models import Filling, Visual
from pendopo.broadcast.visuals.states import VISUAL, VisualState
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member

KEPT_STEPS: Final = 200


@transaction.atomic
def start_visual(
    *,
    design: str,
    title: str,
    words: Mapping[str, Any],
    by: Member,
    now: datetime,
    origin: str = "",
    origin_id: int | None = None,
) -> Visual:
    """Begin a visual of a design with these words; what the design has no field for is left out. Raises Refused."""
    policies.require_may_make(by, now=now)
    known = catalog.design(design)
    title = " ".join(title.split())[:200]
    if not title:
        raise Refused(_("Give it a working title, so that colleagues recognise it."), field="title")
    read = filling.words_for(known, words)
    visual = Visual.objects.create(
        institution_id=by.institution_id,
        design=known.key,
        title=title,
        words=read,
        origin=origin,
        origin_id=origin_id,
        made_by=by,
        made_at=now,
        changed_at=now,
    )
    _keep(visual, read, number=1, by=by, now=now)
    ledger.write(did="visuals.started", by=by, to=visual, at=now, words={"title": visual.title})
    return visual


@transaction.atomic
def fill(
    *,
    visual: Visual,
    words: Mapping[str, Any],
    by: Member,
    now: datetime,
    title: str = "",
    based_on: int | None = None,
) -> None:
    """Keep these words as the next step; nothing happens when nothing changed.

    What could be stepped forward to is gone then. `based_on` is the step its author started from: Stale when a
    colleague has saved meanwhile. Raises Refused.
    """
    policies.require_may_make(by, now=now, of=visual)
    held = _held(visual)
    read = filling.words_for(catalog.design(held.design), words)
    title = " ".join(title.split())[:200] or held.title
    if held.words == read and title == held.title:
        return
    if based_on is not None and based_on != held.step:
        raise Stale(
            _(
                "This was changed meanwhile, by a colleague or in another window. Your words are still here and not "
                "saved: press “Save and look”."
            )
        )
    number = held.step + 1
    held.fillings.filter(Q(number__gte=number) | Q(number__lt=number - KEPT_STEPS)).delete()
    _keep(held, read, number=number, by=by, now=now)
    _stand_at(held, number, read, now=now, title=title)
    visual.refresh_from_db()


def _held(visual: Visual) -> Visual:
    """The row as it is now, and nobody else's until the end of the transaction."""
    held = Visual.objects.select_for_update().get(pk=visual.pk)
    if held.state == VisualState.PUT_AWAY:
        raise Refused(_("This was put away. Take it up again before you change it."))
    return held


def _keep(visual: Visual, words: dict[str, Any], *, number: int, by: Member, now: datetime) -> None:
    Filling.objects.create(
        institution_id=visual.institution_id, visual=visual, number=number, words=words, by=by, at=now
    )


def _stand_at(visual: Visual, number: int, words: dict[str, Any], *, now: datetime, **changes: Any) -> None:
    """The author stands at this step; words that differ from what was used make a draft of it again."""
    changes |= {"step": number, "words": words, "changed_at": now}
    if visual.state == VisualState.USED:
        VISUAL.move(visual, VisualState.DRAFT, **changes)
    else:
        Visual.objects.filter(pk=visual.pk).update(**changes)


@transaction.atomic
def step_back(*, visual: Visual, by: Member, now: datetime) -> None:
    """Undo: stand at what was saved before. Raises Refused when there is nothing before."""
    _step(visual, by=by, now=now, forward=False)


@transaction.atomic
def step_forward(*, visual: Visual, by: Member, now: datetime) -> None:
    """Redo: stand at what was undone. Raises Refused when there is nothing."""
    _step(visual, by=by, now=now, forward=True)


def _step(visual: Visual, *, by: Member, now: datetime, forward: bool) -> None:
    policies.require_may_make(by, now=now, of=visual)
    held = _held(visual)
    number = held.step
    steps = held.fillings.filter(number__gt=number) if forward else held.fillings.filter(number__lt=number)
    step = steps.order_by("number" if forward else "-number").first()
    if step is None:
        raise Refused(_("There is nothing to redo.") if forward else _("There is nothing to undo."))
    _stand_at(held, step.number, step.words, now=now)
    visual.refresh_from_db()


@transaction.atomic
def put_away(*, visual: Visual, by: Member, now: datetime) -> None:
    """Take it off the list; nothing of it is lost. Raises Refused."""
    policies.require_may_make(by, now=now, of=visual)
    VISUAL.move(visual, VisualState.PUT_AWAY, changed_at=now)
    ledger.write(did="visuals.put_away", by=by, to=visual, at=now, words={"title": visual.title})


@transaction.atomic
def take_up(*, visual: Visual, by: Member, now: datetime) -> None:
    """Put it on the list again. Raises Refused."""
    policies.require_may_make(by, now=now, of=visual)
    VISUAL.move(visual, VisualState.DRAFT, changed_at=now)
    ledger.write(did="visuals.taken_up", by=by, to=visual, at=now, words={"title": visual.title})
