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

from pendopo.broadcast.publishing.drafting import draft_of
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import DeliveryState as D
from pendopo.broadcast.publishing.states import Kind
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
    D.RECONNECT: ("danger", "accounts"),
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
    name = _("Done") if state == D.PUBLISHED and delivery.kind not in {Kind.POST, Kind.REPLY} else state.label
    return Line(
        delivery=delivery,
        words=title(delivery),
        sign=sign,
        icon=icon,
        state=str(name),
        why=in_words(delivery.why),
    )


def title(delivery: Delivery) -> str:
    """What it says or does, short."""
    match Kind(delivery.kind):
        case Kind.HIDE:
            return _("Hide a citizen's words")
        case Kind.SHOW:
            return _("Show a citizen's words")
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


def story(delivery: Delivery, tries: Sequence[Attempt]) -> list[Told]:
    """What was tried, as a person reads it."""
    planned = Told(
        what=_("Planned"),
        at=delivery.made_at,
        by=delivery.by.name if delivery.by else "",
        sign="",
        icon="schedule",
        why="",
        took="",
    )
    return [planned, *(_told(one) for one in tries)]


def _told(one: Attempt) -> Told:
    sign, icon = SIGNS[D(one.outcome)]
    return Told(
        what=f"{Attempt.What(one.what).label}: {D(one.outcome).label}",
        at=one.at,
        by=one.by_name,
        sign=sign,
        icon=icon or "history",
        why=in_words(one.why),
        took=_("%(ms)s ms") % {"ms": one.took_ms} if one.took_ms is not None else "",
    )


def in_words(why: str) -> str:
    """A sentence in the reader's language; the network's own words follow as they are."""
    sentence, _newline, quoted = why.partition("\n")
    said = _(sentence) if sentence else ""
    return f"{said} “{quoted}”" if quoted else said


def card(delivery: Delivery) -> Card | None:
    """What the phone of the person who posts shows; None where nobody posts by hand now."""
    way = accounts.network_of(delivery.account).by_hand
    if way is None or delivery.state != D.BY_HAND or delivery.kind not in {Kind.POST, Kind.REPLY}:
        return None
    try:
        return way.card(draft_of(delivery), delivery.account.settings)
    except ObjectDoesNotExist:
        return None
