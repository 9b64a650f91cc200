"""Every read of share kits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import reverse

from pendopo.broadcast.content.models import ContentItem, Picture, Version
from pendopo.broadcast.material import queries as material
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.sharing import codes
from pendopo.broadcast.sharing.models import DayCount, ShareAddress, ShareKit
from pendopo.foundation.tenancy import whole_house
from pendopo.foundation.tenancy.models import BelongsTo
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.links import queries as links

A_PAGE: Final = 30
DAYS_SHOWN: Final = 30


class Standing(StrEnum):
    """What a kit shows. It follows from its post, and is written down nowhere."""

    OPEN = "open"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"  # the post was taken down
    ENDED = "ended"  # the office ended the kit


OVER: Final = frozenset({Standing.WITHDRAWN, Standing.ENDED})


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What is said on one account or several, ready to be copied."""

    accounts: tuple[str, ...]
    text: str

    @property
    def chat(self) -> str:
        """Opens WhatsApp with the words; whom they go to is chosen there."""
        return links.chat_with("", self.text)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often something was opened and copied."""

    visits: int = 0
    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class Helper:
    """A unit that passed posts on, and sent material by its day."""

    unit_id: int
    unit: str
    kits: int
    visits: int
    copies: int
    material: int  # requests it answered in time


def address_of_code(typed: str) -> ShareAddress | None:
    """Where a short address leads; None where it leads nowhere."""
    code = codes.cleaned(typed)
    if not code:
        return None
    with whole_house("a short address says nothing of its institution"):
        return (
            ShareAddress.objects.select_related("kit__item", "institution", "unit").filter(code=code).first()
        )


def whole(address: ShareAddress) -> str:
    """The whole short address."""
    return urljoin(settings.PUBLIC_URL + "/", reverse("sharing:page", args=[address.code]))


def kit(member: BelongsTo, kit_id: int) -> ShareKit:
    """One kit with what its page shows. Raises ShareKit.DoesNotExist."""
    return ShareKit.objects.seen_by(member).select_related("item", "institution", "by__person").get(pk=kit_id)


def kit_of(item: ContentItem) -> ShareKit | None:
    """The kit of an item."""
    return ShareKit.objects.seen_by(item).filter(item=item).first()


def page(member: BelongsTo, *, before: int | None = None) -> QuerySet[ShareKit]:
    """One page of kits and one more, the newest first, with what was counted."""
    found = ShareKit.objects.seen_by(member).select_related("item")
    if before is not None:
        found = found.filter(pk__lt=before)
    counted = found.annotate(
        visits=Sum("addresses__days__visits", default=0), copies=Sum("addresses__days__copies", default=0)
    )
    return counted.order_by("-pk")[: A_PAGE + 1]


def standing(kit: ShareKit, now: datetime) -> Standing:
    """What a kit shows now: its post stands, is still to come, or was taken down."""
    return standings([kit], now)[kit.pk]


def standings(kits: Sequence[ShareKit], now: datetime) -> dict[int, Standing]:
    """What each of several kits of one institution shows now; one query."""
    if not kits:
        return {}
    items = [kit.item_id for kit in kits]
    states = publishing.states_of_posts(kits[0].institution_id, "content.item", items)
    return {kit.pk: _standing(kit, states.get(kit.item_id, set()), now) for kit in kits}


def _standing(kit: ShareKit, states: set[str], now: datetime) -> Standing:
    if kit.ended_at is not None:
        return Standing.ENDED
    if "published" in states:
        return Standing.OPEN
    if "taken_down" in states or kit.item.state == "withdrawn":
        return Standing.WITHDRAWN
    is_due = kit.item.due_at is None or kit.item.due_at <= now
    return Standing.OPEN if kit.item.state in {"approved", "published"} and is_due else Standing.NOT_YET


def captions(kit: ShareKit) -> list[Caption]:
    """What the approved version says, account by account; what is the same is said once."""
    version = _version(kit)
    if version is None:
        return []
    composition = version.composition()
    names = {
        one.pk: f"{one} ({accounts.network_called(one)})" for one in accounts.accounts(kit.institution_id)
    }
    found: dict[str, list[str]] = {}
    for place in composition.places:
        words = composition.said(place).words
        tags = " ".join(f"#{tag}" for tag in words.tags)
        link = words.link if words.link not in words.text else ""
        text = "\n\n".join(part for part in (words.text, *words.thread, link, tags) if part)
        if text:
            found.setdefault(text, []).append(names.get(place.account_id, ""))
    return [Caption(accounts=tuple(filter(None, on)), text=text) for text, on in found.items()]


def pictures(kit: ShareKit) -> list[tuple[Picture, str]]:
    """The pictures of the approved version, each with its description."""
    version = _version(kit)
    if version is None:
        return []
    composition = version.composition()
    known = {placed.picture_id: placed.picture for placed in version.placed.all()}
    uses = {use.picture_id: use.alt for use in composition.pictures}
    for place in composition.places:
        uses |= {
            use.picture_id: use.alt for use in composition.said(place).pictures if use.picture_id not in uses
        }
    return [(known[pk], alt) for pk, alt in uses.items() if pk in known]


def originals(kit: ShareKit) -> list[tuple[str, str]]:
    """Name and address of every account on which the post stands."""
    names = {str(one.pk): str(one) for one in accounts.accounts(kit.institution_id)}
    return [(names[pk], url) for pk, url in kit.item.stands_at.items() if url and pk in names]


def addresses(kit: ShareKit) -> list[ShareAddress]:
    """Every short address of a kit with what was counted, the general one first."""
    found = (
        ShareAddress.objects.seen_by(kit)
        .filter(kit=kit)
        .select_related("unit")
        .annotate(visits=Sum("days__visits", default=0), copies=Sum("days__copies", default=0))
    )
    return sorted(found, key=lambda one: (one.unit_id is not None, one.unit.name if one.unit else ""))


def by_day(kit: ShareKit, *, today: date) -> list[tuple[date, Counted]]:
    """The last days on which anything happened, the latest first."""
    rows = (
        DayCount.objects.seen_by(kit)
        .filter(address__kit=kit, on__gt=today - timedelta(days=DAYS_SHOWN))
        .values("on")
        .annotate(visits_=Sum("visits"), copies_=Sum("copies"))
        .order_by("-on")
    )
    return [(row["on"], Counted(visits=row["visits_"], copies=row["copies_"])) for row in rows]


def counted(kit: ShareKit) -> Counted:
    """All that was counted of a kit."""
    sums = (
        DayCount.objects.seen_by(kit)
        .filter(address__kit=kit)
        .aggregate(visits_=Sum("visits", default=0), copies_=Sum("copies", default=0))
    )
    return Counted(visits=sums["visits_"], copies=sums["copies_"])


def counted_of_item(member: BelongsTo, item_id: int) -> Counted:
    """The same of the kit of an item; nothing where it has none."""
    found = ShareKit.objects.seen_by(member).filter(item_id=item_id).first()
    return counted(found) if found else Counted()


def helpers(member: BelongsTo, *, month: date, now: datetime) -> list[Helper]:
    """The units that helped in a month, those whose passing on brought most visits first."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    units = ShareAddress.objects.seen_by(member).filter(
        unit__isnull=False, days__on__gte=first, days__on__lt=after
    )
    shared = {
        row["unit_id"]: row
        for row in units.values("unit_id", "unit__name").annotate(
            visits=Sum("days__visits"), copies=Sum("days__copies")
        )
    }
    kits: dict[int, set[int]] = {}
    for unit_id, kit_id in units.values_list("unit_id", "kit_id"):
        kits.setdefault(unit_id or 0, set()).add(kit_id)
    sent = {one.unit_id: one for one in material.silence(member, month=first, now=now) if one.in_time}
    found = [
        Helper(
            unit_id=unit_id,
            unit=shared[unit_id]["unit__name"] if unit_id in shared else sent[unit_id].unit,
            kits=len(kits.get(unit_id, ())),
            visits=shared[unit_id]["visits"] or 0 if unit_id in shared else 0,
            copies=shared[unit_id]["copies"] or 0 if unit_id in shared else 0,
            material=sent[unit_id].in_time if unit_id in sent else 0,
        )
        for unit_id in {*shared, *sent}
    ]
    helped = [one for one in found if one.visits or one.copies or one.material]
    return sorted(helped, key=lambda one: (-one.visits, -one.material, one.unit))


def _version(kit: ShareKit) -> Version | None:
    if kit.item.approved_version_id is None:
        return None
    return (
        Version.objects.whole()
        .filter(institution_id=kit.institution_id, pk=kit.item.approved_version_id)
        .first()
    )
