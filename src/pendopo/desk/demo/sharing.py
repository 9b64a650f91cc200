"""Share kits: one that units pass on, one whose post was taken down, one that ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.sharing import actions
from pendopo.broadcast.sharing.models import ShareAddress, ShareKit
from pendopo.desk.demo.house import Office
from pendopo.institution.people.roles import Role

# Places in house.UNITS, and how many of their colleagues open the address on each day.
GIVEN = ((1, 7), (2, 3), (5, 5))
DAYS = 4


def pass_on(office: Office, *, now: datetime) -> None:
    """Kits of what was published lately, and colleagues who open and copy them."""
    by = office.members[Role.OPERATOR]
    published = (
        ContentItem.objects.filter(institution_id=by.institution_id, state="published")
        .exclude(stands_at={})
        .order_by("-published_at")
    )
    with_picture = published.filter(approved_version__placed__isnull=False).distinct()
    passed_on = with_picture[0]
    over = published.exclude(pk=passed_on.pk)[0]
    ended = actions.make_kit(item=over, by=by, now=now - timedelta(days=DAYS + 1))
    actions.end_kit(kit=ended, by=by, now=now - timedelta(days=1))
    gone = (
        Delivery.objects.filter(
            institution_id=by.institution_id, state="taken_down", origin="content.item", kind="post"
        )
        .order_by("pk")
        .first()
    )
    if gone is not None:
        _made_before(office, ContentItem.objects.get(pk=gone.origin_id), now=now)
    kit = actions.make_kit(
        item=passed_on,
        note="Mohon diteruskan ke grup warga dan grup kerja.",
        by=by,
        now=now - timedelta(days=DAYS),
    )
    _opened(kit.addresses.get(), people=12, now=now)
    for place, people in GIVEN:
        address = actions.give_to_unit(
            kit=kit, unit=office.units[place], by=by, now=now - timedelta(days=DAYS)
        )
        _opened(address, people=people, now=now)


def _made_before(office: Office, item: ContentItem, *, now: datetime) -> None:
    """Its kit was given out while it still stood."""
    if not ShareKit.objects.filter(item=item).exists():
        actions.make_kit(item=item, by=office.members[Role.OPERATOR], now=now - timedelta(days=DAYS))


def _opened(address: ShareAddress, *, people: int, now: datetime) -> None:
    for days_ago in range(DAYS):
        at = now - timedelta(days=days_ago)
        for number in range(max(people - days_ago, 1)):
            visitor = f"{address.code}:{number}"
            actions.count_visit(address=address, visitor=visitor, now=at)
            if number % 3 == 0:
                actions.count_copy(address=address, place=1, visitor=visitor, now=at)
