"""A colleague is asked to take a shift; only their own yes changes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.roster import policies
from pendopo.institution.roster.actions.standing import held, locked, require_free
from pendopo.institution.roster.events import SwapAnswered, SwapAsked
from pendopo.institution.roster.hours import Stretch
from pendopo.institution.roster.models import Shift, Swap
from pendopo.institution.roster.states import SWAP, ShiftState, SwapState


@transaction.atomic
def ask_swap(
    *, shift: Shift, to: Member, in_return: Shift | None = None, why: str = "", by: Member, now: datetime
) -> Swap:
    """Ask a colleague to take one's own shift, perhaps for one of theirs. Raises Refused."""
    policies.require_own_house(by, shift)
    policies.require_own_house(by, to)
    row = locked(shift)
    if row.member_id != by.pk:
        raise Refused(_("This is not your shift. Whoever stands in it asks."))
    if to.pk == by.pk:
        raise Refused(_("Ask a colleague, not yourself."), field="to")
    _require_to_come(row, now)
    if Swap.objects.seen_by(by).filter(shift=row, state=SwapState.ASKED).exists():
        raise Refused(_("A colleague has been asked already. Take that back first."))
    if in_return is not None:
        back = locked(in_return)
        if back.member_id != to.pk:
            raise Refused(
                _("The shift in return must be one of theirs. Choose another, or none."), field="in_return"
            )
        _require_to_come(back, now)
    require_free(to, row.begins_on, _of(row), but=(in_return.pk,) if in_return else (), field="to")
    swap = Swap.objects.create(
        institution_id=by.institution_id,
        shift=row,
        asked_by=by,
        to=to,
        in_return=in_return,
        why=why.strip()[:300],
        asked_at=now,
    )
    ledger.write(
        did="roster.swap_asked",
        by=by,
        to=row,
        at=now,
        words={"name": to.name, "at": row.begins_at.isoformat()},
    )
    events.tell(SwapAsked(institution_id=row.institution_id, swap_id=swap.pk, at=now))
    return swap


@transaction.atomic
def accept_swap(*, swap: Swap, by: Member, now: datetime) -> None:
    """Take the shift one was asked to take, and give the one in return. Raises Refused, or Stale."""
    held(swap.asked_by, by)
    row, shift = _asked_of(swap, by)
    asker = shift.member
    _require_to_come(shift, now)
    back = locked(row.in_return) if row.in_return else None
    if shift.member_id != row.asked_by_id or (back is not None and back.member_id != by.pk):
        raise Stale(_("The roster has been changed meanwhile. Ask your colleague again."))
    require_free(by, shift.begins_on, _of(shift), but=(back.pk,) if back else (), field="")
    if back is not None:
        _require_to_come(back, now)
        require_free(asker, back.begins_on, _of(back), but=(shift.pk,), field="")
        Shift.objects.filter(pk=back.pk).update(member=asker)
    Shift.objects.filter(pk=shift.pk).update(member=by)
    SWAP.move(row, SwapState.ACCEPTED, answered_at=now)
    # What else was asked about these shifts was asked of somebody who no longer has them.
    for one in filter(None, (shift, back)):
        lapse(one, now=now)
    ledger.write(
        did="roster.swapped",
        by=by,
        to=shift,
        at=now,
        words={"before": asker.name, "at": shift.begins_at.isoformat()},
    )
    _tell(row, now=now)


@transaction.atomic
def decline_swap(*, swap: Swap, by: Member, now: datetime) -> None:
    """Say no; the shift stays where it is. Raises Refused, or Stale."""
    row, shift = _asked_of(swap, by)
    SWAP.move(row, SwapState.DECLINED, answered_at=now)
    ledger.write(
        did="roster.swap_declined", by=by, to=shift, at=now, words={"at": shift.begins_at.isoformat()}
    )
    _tell(row, now=now)


@transaction.atomic
def withdraw_swap(*, swap: Swap, by: Member, now: datetime) -> None:
    """Take back what one asked for. Raises Refused, or Stale."""
    policies.require_own_house(by, swap)
    if swap.asked_by_id != by.pk:
        raise Refused(_("Only whoever asked takes it back."))
    _require_asked(swap)
    SWAP.move(swap, SwapState.WITHDRAWN, answered_at=now)


@transaction.atomic
def lapse_swaps(*, institution_id: int, now: datetime) -> int:
    """Let go of swaps whose shift has begun before anybody answered. Returns how many."""
    late = list(
        Swap.objects.select_for_update(of=("self",), skip_locked=True).filter(
            institution_id=institution_id, state=SwapState.ASKED, shift__begins_at__lte=now
        )
    )
    for swap in late:
        SWAP.move(swap, SwapState.LAPSED, answered_at=now)
        _tell(swap, now=now)
    return len(late)


def lapse(shift: Shift, *, now: datetime) -> None:
    """A shift has changed hands or is gone: what was asked about it counts no more."""
    for swap in Swap.objects.filter(shift=shift, state=SwapState.ASKED) | Swap.objects.filter(
        in_return=shift, state=SwapState.ASKED
    ):
        SWAP.move(swap, SwapState.LAPSED, answered_at=now)
        _tell(swap, now=now)


def end_swaps(*, institution_id: int, to_id: int, now: datetime) -> None:
    """Whoever was asked is gone."""
    for swap in Swap.objects.filter(institution_id=institution_id, to_id=to_id, state=SwapState.ASKED):
        SWAP.move(swap, SwapState.LAPSED, answered_at=now)
        _tell(swap, now=now)


def _asked_of(swap: Swap, by: Member) -> tuple[Swap, Shift]:
    policies.require_own_house(by, swap)
    if swap.to_id != by.pk:
        raise Refused(_("Somebody else was asked. Only they answer."))
    row = Swap.objects.select_for_update(of=("self",)).select_related("in_return").get(pk=swap.pk)
    _require_asked(row)
    return row, locked(row.shift)


def _require_asked(swap: Swap) -> None:
    if swap.state != SwapState.ASKED:
        raise Stale(_("This has been answered or taken back already."))


def _require_to_come(shift: Shift, now: datetime) -> None:
    if shift.state != ShiftState.PLANNED:
        raise Stale(_("This shift has been handed over or called off already."))
    if shift.begins_at <= now:
        raise Refused(_("This shift has begun. Ask whoever keeps the roster to change it."))


def _of(shift: Shift) -> Stretch:
    return Stretch(shift.begins_at, shift.ends_at)


def _tell(swap: Swap, *, now: datetime) -> None:
    events.tell(SwapAnswered(institution_id=swap.institution_id, swap_id=swap.pk, state=swap.state, at=now))
