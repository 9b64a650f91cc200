"""What people decide where the house can't: whether it stands, whether it still makes sense, what stands now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing import policies
from pendopo.broadcast.publishing.actions.calling_off import call_off
from pendopo.broadcast.publishing.actions.noting import enter, note
from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, NOT_YET_SAID, DeliveryState, Kind
from pendopo.broadcast.publishing.waking import wake_for
from pendopo.foundation.clock.words import moment
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ui.speech import here, language
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.people.models import Member
from pendopo.networks import contract

STANDS = gettext_noop("It stands on the network.")
NOT_THERE = gettext_noop("It is not there; it is sent again.")
GO_NOW = gettext_noop("Publish it now, though late.")
NEVER = gettext_noop("Do not publish it.")
ANOTHER_TIME = gettext_noop("Publish it at another time.")
AGAIN = gettext_noop("Try it again.")
BY_HAND = gettext_noop("It was posted by hand.")


@transaction.atomic
def decide_unsure(*, delivery: Delivery, stands: bool, url: str = "", by: Member, now: datetime) -> None:
    """A person has looked: it stands, or it does not and is sent again. Raises Refused."""
    policies.require_may_steer(by, delivery, now=now)
    _held(delivery, DeliveryState.UNSURE)
    if not stands:
        FLOW.move(delivery, DeliveryState.PLANNED, due_at=now, cutoff_at=None, is_unclear=False, looks=0)
        _decided(delivery, NOT_THERE, by=by, now=now)
        wake_for(delivery)
        return
    _decided(delivery, STANDS, by=by, now=now)
    settle(
        delivery,
        contract.Sent(remote_id=delivery.remote_id, url=url.strip()[:1000]),
        what=Attempt.What.PERSON,
        now=now,
    )


@transaction.atomic
def decide_late(*, delivery: Delivery, at: datetime | None, by: Member, now: datetime) -> None:
    """Too late: publish it now (`at` is now) or at another time after all; None: never. Raises Refused."""
    policies.require_may_steer(by, delivery, now=now)
    _held(delivery, DeliveryState.LATE)
    if at is None:
        cancel(delivery=delivery, why=_("It was too late."), by=by, now=now)
        return
    if at < now:
        raise Refused(_("This time has passed. Choose a later one."), field="at")
    _require_in_window(delivery, at)
    # The person knows that it is late: there is no second question.
    FLOW.move(delivery, DeliveryState.PLANNED, due_at=at, planned_for=at, cutoff_at=None)
    _decided(delivery, GO_NOW if at == now else ANOTHER_TIME, by=by, now=now)
    wake_for(delivery)


@transaction.atomic
def try_now(*, delivery: Delivery, by: Member, now: datetime) -> None:
    """Refused by the network, and mended since: try it once more. Raises Refused."""
    policies.require_may_steer(by, delivery, now=now)
    _held(delivery, DeliveryState.REFUSED)
    FLOW.move(delivery, DeliveryState.PLANNED, due_at=now, cutoff_at=None, why="")
    _decided(delivery, AGAIN, by=by, now=now)
    wake_for(delivery)


@transaction.atomic
def cancel(*, delivery: Delivery, why: str, by: Member, now: datetime) -> None:
    """It is not published here. Raises Refused; Stale when it is on its way already."""
    policies.require_may_steer(by, delivery, now=now)
    if not why.strip():
        raise Refused(_("Write why it is not published."), field="why")
    _held(delivery, *NOT_YET_SAID, DeliveryState.UNSURE)
    call_off(delivery, why=why.strip(), by=by, now=now)


@transaction.atomic
def paste_link(*, delivery: Delivery, pasted: str, by: Member, now: datetime) -> None:
    """A person has posted it by hand and pastes the link. Raises Refused when it can't be the post."""
    policies.require_may_steer(by, delivery, now=now)
    _held(delivery, DeliveryState.BY_HAND)
    way = accounts.network_of(delivery.account).by_hand
    if way is None:
        raise Refused(_("This account is not posted to by hand."))
    match way.accept(pasted.strip(), delivery.account.settings):
        case contract.Refused(why=why):
            raise Refused(_(why), field="link")
        case contract.Sent() as sent:
            _decided(delivery, BY_HAND, by=by, now=now)
            settle(delivery, sent, what=Attempt.What.PERSON, now=now)


@transaction.atomic
def confirm_by_hand(*, delivery: Delivery, by: Member, now: datetime) -> None:
    """A person has done by hand what leaves no link: taken down, or answered. Raises Refused.

    What a network does not let us take down is taken down there, too.
    """
    policies.require_may_steer(by, delivery, now=now)
    refused = {DeliveryState.REFUSED} if delivery.kind == Kind.TAKEDOWN else set()
    _held(delivery, DeliveryState.BY_HAND, *refused)
    _decided(delivery, BY_HAND, by=by, now=now)
    done = contract.Sent(remote_id=str(delivery.said.get("remote_id", "")), url="")
    settle(delivery, done, what=Attempt.What.PERSON, now=now)


def _require_in_window(delivery: Delivery, at: datetime) -> None:
    """The approval sealed a time as well (R11). Raises Refused."""
    if delivery.version_id is None:
        return
    window = content.window_of(delivery.institution_id, delivery.origin_id, delivery.version_id)
    if window is None:
        raise Refused(_("Its approval does not hold any more."), rule="R11")
    if not window[0] <= at <= window[1]:
        said = {"begin": moment(window[0], here(), language()), "end": moment(window[1], here(), language())}
        raise Refused(
            _(
                "It was approved for a time from %(begin)s to %(end)s. Choose a time in between, "
                "or move it in the calendar and have it approved again."
            )
            % said,
            rule="R11",
            field="at",
        )


def _held(delivery: Delivery, *states: DeliveryState) -> None:
    """Hold the row to the end of the transaction; it must still be where its page showed it."""
    Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.refresh_from_db()
    if delivery.state not in states:
        raise Stale(_("This has just been changed by someone else. Look at it again before you go on."))


def _decided(delivery: Delivery, decision: str, *, by: Member, now: datetime) -> None:
    note(delivery, Attempt.What.PERSON, now=now, why=decision, by=by)
    enter(delivery, "delivery.decided", now=now, by=by, decision=decision)
