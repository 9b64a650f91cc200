"""The entries of a day, written without a template: there may be hundreds of them on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.broadcast.content.models import Pillar
from pendopo.broadcast.content.queries import CalendarItem
from pendopo.foundation.clock import Zone
from pendopo.foundation.ui import assets
from pendopo.foundation.ui.pieces.signs import icon
from pendopo.institution.accounts.models import SocialAccount

STATES: Final = {
    "draft": (gettext_lazy("Draft"), "draft"),
    "in_review": (gettext_lazy("In review"), "waiting"),
    "returned": (gettext_lazy("Returned"), "return"),
    "approved": (gettext_lazy("Approved"), "seal"),
    "published": (gettext_lazy("Published"), "send"),
    "withdrawn": (gettext_lazy("Withdrawn"), "remove"),
}
FIXED: Final = frozenset({"published", "withdrawn"})
ICONS_MOST: Final = 3


@lru_cache(maxsize=64)
def _sign(name: str) -> SafeString:
    return icon(name, size="small")


def network_icon(network: str) -> SafeString:
    """The network's drawing, or the one all accounts have."""
    return _sign(network if {network, f"network-{network}"} & assets.icons() else "accounts")


class Drawer:
    """Knows pillars and accounts by number, and the office's clock."""

    def __init__(
        self,
        pillars: Mapping[int, Pillar],
        accounts: Iterable[SocialAccount],
        zone: Zone,
        *,
        english: bool,
        may_move: bool = True,
        back: str = "",
    ) -> None:
        self.pillars = pillars
        self.accounts = {one.pk: one for one in accounts}
        self.tz = zone.tz
        self.clock = "%H:%M" if english else "%H.%M"
        self.base = reverse("content:compose", args=[0])
        self.shift = f"{reverse('calendar:move', args=[0])}?{urlencode({'back': back})}"
        self.states = {key: str(label) for key, (label, _icon) in STATES.items()}
        self.may_move = may_move
        self.no_pillar = _("Without a pillar")
        self.move = _("Move")

    def entries(self, items: Iterable[CalendarItem]) -> SafeString:
        """The entries of one day."""
        return mark_safe("".join(map(self.entry, items)))

    def entry(self, item: CalendarItem) -> SafeString:
        """One post: colour and words say its pillar, drawings its networks, border and drawing its state."""
        pillar = self.pillars.get(item.pillar_id or 0)
        moves = self.may_move and item.state not in FIXED
        local = item.due_at.astimezone(self.tz)
        return format_html(
            '<li class="cal-entry cal-{} dyed dye-{}"><a href="{}" data-post="{}" data-due="{}"{}>'
            '<span class="cal-when num">{}</span>{}{}<span class="cal-title">{}</span>'
            '<span class="sr-only"> {}</span></a>{}</li>',
            item.state,
            pillar.dye if pillar else 0,
            self.base.replace("0", str(item.id), 1),
            item.id,
            local.strftime("%Y-%m-%dT%H:%M"),
            mark_safe(' draggable="true"') if moves else "",
            local.strftime(self.clock),
            _sign(STATES[item.state][1]),
            self._networks(item),
            item.title,
            ", ".join(
                [self.states[item.state], pillar.name if pillar else self.no_pillar, *self.names(item)]
            ),
            self._shift(item) if moves else "",
        )

    def _shift(self, item: CalendarItem) -> SafeString:
        """The way to its new time for fingers, and for browsers without script."""
        return format_html(
            '<a class="cal-shift" href="{}">{}<span class="sr-only">{}: {}</span></a>',
            self.shift.replace("/0/", f"/{item.id}/", 1),
            _sign("schedule"),
            self.move,
            item.title,
        )

    def names(self, item: CalendarItem) -> list[str]:
        """The accounts of a post by name."""
        return [
            self.accounts[pk].name or self.accounts[pk].handle
            for pk in item.account_ids
            if pk in self.accounts
        ]

    def _networks(self, item: CalendarItem) -> SafeString:
        networks = dict.fromkeys(self.accounts[pk].network for pk in item.account_ids if pk in self.accounts)
        drawn = "".join(conditional_escape(network_icon(one)) for one in list(networks)[:ICONS_MOST])
        return mark_safe(drawn)
