"""Deliveries as the screen says them: signs, words, and the card for a person's phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.broadcast.content import queries as content
from pendopo.broadcast.publishing.drafting import draft_of
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.states import Kind
from pendopo.foundation.ui.speech import in_words
from pendopo.foundation.ui.templatetags.words import number
from pendopo.institution.accounts import queries as accounts
from pendopo.networks.connecting import Card

# The kit's sign and icon of each state; the state's own name is always written beside it.
SIGNS: Final = {
    D.PLANNED: ("info", "schedule"),
    D.SENDING: ("info", "publishing"),
    D.WAITING: ("warning", "waiting"),
    D.PROCESSING: ("info", "waiting"),
    D.FINDING: ("warning", "search"),
    D.UNSURE: ("danger", "warning"),
    D.LATE: ("danger", "late"),
    D.HELD: ("warning", "stop"),
    D.RECONNECT: ("danger", "disconnect"),
    D.BY_HAND: ("brand", "person"),
    D.PUBLISHED: ("success", "success"),
    D.REFUSED: ("danger", "warning"),
    D.CANCELLED: ("", ""),
    D.TAKEN_DOWN: ("", "stop"),
}
VIEW_NAMES: Final[Mapping[str, str | Promise]] = {
    "direncanakan": gettext_lazy("Planned"),
    "jalan": gettext_lazy("On its way"),
    "perlu-anda": gettext_lazy("Needs you"),
    "tayang": gettext_lazy("Published"),
    "batal": gettext_lazy("Cancelled"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One delivery in a list."""

    delivery: Delivery
    words: str
    sign: str
    icon: str
    state: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One view of the list."""

    label: str
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event of a delivery's story."""

    what: str
    at: datetime
    by: str
    sign: str
    icon: str
    why: str
    took: str


def line(delivery: Delivery) -> Line:
    """A delivery as a list shows it."""
    state = D(delivery.state)
    sign, icon = SIGNS[state]
    return Line(
        delivery=delivery,
        words=title(delivery),
        sign=sign,
        icon=icon,
        state=_state(delivery, state),
        why=in_words(delivery.why),
    )


def _state(delivery: Delivery, state: D) -> str:
    """A state's name; what says nothing is done, and does not stand."""
    if state == D.PUBLISHED and delivery.kind not in {Kind.POST, Kind.REPLY}:
        return _("Done")
    return str(state.label)


def title(delivery: Delivery) -> str:
    """What it says or does, short."""
    match Kind(delivery.kind):
        case Kind.HIDE:
            return _("Hide a citizen's words")
        case Kind.SHOW:
            return _("Show a citizen's words")
        case Kind.BLOCK:
            return _("Block a citizen")
        case Kind.UNBLOCK:
            return _("Lift the block of a citizen")
        case Kind.TAKEDOWN:
            return _("Take down: %(title)s") % {"title": delivery.title or _("an answer")}
        case Kind.REPLY:
            return _("Answer: %(text)s") % {"text": str(delivery.said.get("text", ""))[:120]}
        case _:
            return delivery.title or str(delivery.said.get("text", ""))[:120]


def tabs(view: str, account: str, counts: Mapping[str, int]) -> list[Tab]:
    """The views, with the filter kept."""
    kept = {"akun": account} if account else {}
    return [
        Tab(
            label=str(name),
            url="?" + urlencode({"lihat": key} | kept),
            is_current=key == view,
            count=counts.get(key) or None,
        )
        for key, name in VIEW_NAMES.items()
    ]


def story(delivery: Delivery, tries: Sequence[Attempt], takedowns: Sequence[Delivery]) -> list[Told]:
    """What was asked and tried, in order, as a person reads it."""
    asked = [_asked(delivery, _("Planned"), icon="schedule")]
    asked += [_asked(one, _("Asked to take it down"), icon="stop") for one in takedowns]
    return sorted([*asked, *(_told(one) for one in tries)], key=lambda told: told.at)


def passages(delivery: Delivery) -> tuple[str, ...]:
    """What is said there, one post of a thread after the other; nothing for what says nothing."""
    if delivery.version_id is None:
        text = str(delivery.said.get("text", ""))
        return (text,) if text else ()
    words = content.words_on(delivery.institution_id, delivery.version_id, delivery.account_id)
    return tuple(filter(None, (words.text, *words.thread, words.link)))


def _asked(delivery: Delivery, what: str, *, icon: str) -> Told:
    return Told(
        what=what,
        at=delivery.made_at,
        by=delivery.by.name if delivery.by else "",
        sign="",
        icon=icon,
        why=str(delivery.said.get("why", "")),
        took="",
    )


def _told(one: Attempt) -> Told:
    sign, icon = SIGNS[D(one.outcome)]
    return Told(
        what=f"{Attempt.What(one.what).label}: {_state(one.delivery, D(one.outcome))}",
        at=one.at,
        by=one.by_name,
        sign=sign,
        icon=icon or "history",
        why=in_words(one.why),
        took=_("%(seconds)s seconds") % {"seconds": number(one.took_ms / 1000, 1)}
        if one.took_ms is not None
        else "",
    )


def card(delivery: Delivery) -> Card | None:
    """What the phone of the person who posts shows; None where nobody posts by hand now."""
    way = accounts.network_of(delivery.account).by_hand
    if way is None or delivery.state != D.BY_HAND or delivery.kind not in {Kind.POST, Kind.REPLY}:
        return None
    try:
        return way.card(draft_of(delivery), delivery.account.settings)
    except ObjectDoesNotExist:
        return None
