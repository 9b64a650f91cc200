"""Every read of what was, is and will be said to the world."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from pendopo.broadcast.publishing.models import Attempt, Delivery, DeliveryQuerySet, Stop
from pendopo.broadcast.publishing.states import NOT_YET_SAID, ON_ITS_WAY, DeliveryState, Kind
from pendopo.foundation.clock import Zone
from pendopo.foundation.often import Often
from pendopo.foundation.tenancy import whole_house
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member

A_PAGE: Final = 30
SWEPT_AT_ONCE: Final = 500

VIEWS: Final = {
    "direncanakan": Q(state__in=sorted({DeliveryState.PLANNED, DeliveryState.HELD})),
    "jalan": Q(state__in=[*sorted(ON_ITS_WAY - {DeliveryState.PLANNED}), DeliveryState.RECONNECT]),
    "perlu-anda": Q(
        state__in=sorted(
            {DeliveryState.UNSURE, DeliveryState.LATE, DeliveryState.BY_HAND, DeliveryState.REFUSED}
        )
    ),
    "tayang": Q(state__in=sorted({DeliveryState.PUBLISHED, DeliveryState.TAKEN_DOWN})),
    "batal": Q(state=DeliveryState.CANCELLED),
}


def delivery(member: Member, delivery_id: int) -> Delivery:
    """One delivery with what its page shows. Raises Delivery.DoesNotExist."""
    return (
        Delivery.objects.seen_by(member)
        .with_words()
        .select_related("account__owner_unit", "target", "institution")
        .get(pk=delivery_id)
    )


def story(found: Delivery) -> list[Attempt]:
    """What was tried, in order: to publish it, and to take it down again."""
    of_it = Q(delivery=found) | Q(delivery__target=found)
    return list(Attempt.objects.filter(of_it).select_related("delivery").order_by("at", "id"))


def takedowns(found: Delivery) -> list[Delivery]:
    """Everything that was asked to make it disappear, in order."""
    return list(found.takedowns.select_related("by").order_by("made_at", "id"))


def deliveries_of(institution_id: int, origin: str, origin_id: int) -> DeliveryQuerySet:
    """Everything that was promised for one thing, in order."""
    return (
        Delivery.objects.filter(institution_id=institution_id, origin=origin, origin_id=origin_id)
        .with_words()
        .order_by("planned_for", "id")
    )


def states_of_posts(institution_id: int, origin: str, origin_ids: Iterable[int]) -> dict[int, set[str]]:
    """In which states the posts of many things are, by thing."""
    found: dict[int, set[str]] = {}
    posts = Delivery.objects.filter(
        institution_id=institution_id, origin=origin, origin_id__in=list(origin_ids), kind=Kind.POST
    )
    for origin_id, state in posts.values_list("origin_id", "state"):
        found.setdefault(origin_id, set()).add(state)
    return found


def post_by_remote_id(institution_id: int, account_id: int, remote_id: str) -> Delivery | None:
    """The post of ours that a network calls by this name, or that has it as a part of its thread."""
    ours = Delivery.objects.filter(institution_id=institution_id, account_id=account_id, kind=Kind.POST)
    return (
        ours.filter(Q(remote_id=remote_id) | Q(part_ids__contains=[remote_id])).first() if remote_id else None
    )


def page(
    member: Member, *, view: str, account_id: int | None, before: tuple[datetime, int] | None
) -> DeliveryQuerySet:
    """One page and one more of a view of the list; what is planned comes soonest first, the rest latest first."""
    found = Delivery.objects.seen_by(member).with_words().filter(VIEWS[view])
    if account_id is not None:
        found = found.filter(account_id=account_id)
    soonest = view in {"direncanakan", "jalan"}
    if before is not None:
        at, number = before
        beyond = (
            Q(planned_for__gt=at) | Q(planned_for=at, pk__gt=number)
            if soonest
            else Q(planned_for__lt=at) | Q(planned_for=at, pk__lt=number)
        )
        found = found.filter(beyond)
    return found.order_by(*(("planned_for", "pk") if soonest else ("-planned_for", "-pk")))[: A_PAGE + 1]


def counts(member: Member) -> dict[str, int]:
    """How many stand in each view that asks for attention."""
    views = ("direncanakan", "jalan", "perlu-anda")
    own = Delivery.objects.seen_by(member).filter(reduce(or_, (VIEWS[view] for view in views)))
    counted = own.aggregate(**{str(place): Count("pk", VIEWS[view]) for place, view in enumerate(views)})
    return {view: counted[str(place)] for place, view in enumerate(views)}


def needs_a_person(member: Member) -> DeliveryQuerySet:
    """What goes on only when somebody decides, the most urgent first."""
    return Delivery.objects.seen_by(member).with_words().need_a_person().order_by("planned_for", "id")


def held(institution_id: int) -> DeliveryQuerySet:
    """What met the stop switch."""
    return (
        Delivery.objects.filter(institution_id=institution_id, state=DeliveryState.HELD)
        .with_words()
        .order_by("planned_for", "id")
    )


STOPS: Final = Often(
    lambda institution_id: Stop.objects.filter(institution_id=institution_id).on().values_list("pk")[:1],
    institution_id=int,
)


def stopped(institution_id: int) -> Stop | None:
    """The stop that holds now. Every page asks, and hardly ever is there one."""
    if not STOPS.rows(institution_id=institution_id):
        return None
    return Stop.objects.filter(institution_id=institution_id).on().select_related("by__person").first()


def of_day(account: SocialAccount, day: date) -> DeliveryQuerySet:
    """What is or was planned on one account for a day of the office's own clock, in order."""
    zone = Zone(account.institution.zone)
    return (
        Delivery.objects.filter(
            institution_id=account.institution_id,
            account_id=account.pk,
            planned_for__gte=zone.at(day, time.min),
            planned_for__lt=zone.at(day + timedelta(days=1), time.min),
        )
        .with_words()
        .order_by("planned_for", "id")
    )


class Stood(NamedTuple):
    """A post of an item that went out, and what its network calls it."""

    item_id: int
    title: str
    account_id: int
    remote_id: str
    part_ids: list[str]
    published_at: datetime

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which citizens may have answered."""
        return tuple(dict.fromkeys(name for name in (self.remote_id, *self.part_ids) if name))


def stood_between(institution_id: int, start: datetime, end: datetime) -> list[Stood]:
    """The posts of items that went out in this time and stand still, in order; one query."""
    found = Delivery.objects.filter(
        institution_id=institution_id,
        kind=Kind.POST,
        state=DeliveryState.PUBLISHED,
        origin="content.item",
        published_at__gte=start,
        published_at__lt=end,
    ).order_by("published_at", "id")
    rows = found.values_list("origin_id", "title", "account_id", "remote_id", "part_ids", "published_at")
    return list(map(Stood._make, rows))


def behind_the_cliff(account: SocialAccount) -> DeliveryQuerySet:
    """What is planned for after the end of an account's permission."""
    found = Delivery.objects.filter(
        institution_id=account.institution_id, account_id=account.pk, state__in=sorted(NOT_YET_SAID)
    ).exclude(state=DeliveryState.REFUSED)
    return found.filter(due_at__gte=account.token_ends_at) if account.token_ends_at else found.none()


def next_due(institution_id: int, account_id: int, queue: str, now: datetime) -> DeliveryQuerySet:
    """The delivery of a queue whose turn it is: due, and nothing before it is on its way."""
    earlier = (
        Delivery.objects.filter(account_id=OuterRef("account_id"), queue=OuterRef("queue"))
        .on_their_way()
        .filter(
            Q(planned_for__lt=OuterRef("planned_for"))
            | Q(planned_for=OuterRef("planned_for"), pk__lt=OuterRef("pk"))
        )
    )
    return (
        Delivery.objects.filter(institution_id=institution_id, account_id=account_id, queue=queue)
        .due(now)
        .filter(~Exists(earlier))
        .order_by("planned_for", "id")
    )


def ahead_of(found: Delivery, now: datetime) -> Delivery | None:
    """What a due delivery waits for: the first of its queue that is on its way and was planned before it."""
    if found.state != DeliveryState.PLANNED or found.due_at > now:
        return None
    return (
        Delivery.objects.filter(
            institution_id=found.institution_id, account_id=found.account_id, queue=found.queue
        )
        .on_their_way()
        .filter(Q(planned_for__lt=found.planned_for) | Q(planned_for=found.planned_for, pk__lt=found.pk))
        .order_by("planned_for", "id")
        .first()
    )


def queues_with_due(before: datetime) -> list[tuple[int, int, str]]:
    """The queues of the whole house in which something was due before an instant, and still is."""
    with whole_house("due deliveries are swept in every institution"):
        return list(
            Delivery.objects.due(before)
            .order_by("institution_id", "account_id", "queue")
            .values_list("institution_id", "account_id", "queue")
            .distinct()[:SWEPT_AT_ONCE]
        )


def left_sending(before: datetime) -> list[tuple[int, int]]:
    """Deliveries of the whole house whose worker is gone: (institution, delivery)."""
    with whole_house("deliveries of dead workers are swept in every institution"):
        return list(Delivery.objects.left_sending(before).values_list("institution_id", "pk")[:SWEPT_AT_ONCE])


def waiting_for_accounts() -> list[tuple[int, int]]:
    """The accounts of the whole house that deliveries wait for: (institution, account)."""
    with whole_house("what waits for its account is swept in every institution"):
        return list(
            Delivery.objects.filter(state=DeliveryState.RECONNECT)
            .order_by("institution_id", "account_id")
            .values_list("institution_id", "account_id")
            .distinct()
        )


def held_without_a_stop() -> list[int]:
    """The institutions of the whole house in which something is held although nothing is stopped."""
    stopped_there = Stop.objects.filter(institution_id=OuterRef("institution_id")).on()
    with whole_house("what is held is swept in every institution"):
        return list(
            Delivery.objects.filter(~Exists(stopped_there), state=DeliveryState.HELD)
            .order_by("institution_id")
            .values_list("institution_id", flat=True)
            .distinct()
        )


def to_compare(after: datetime, before: datetime) -> list[tuple[int, int]]:
    """Posts of the whole house that stand and were not compared yet: (institution, delivery)."""
    with whole_house("what stands is compared with what was approved in every institution"):
        return list(
            Delivery.objects.stand()
            .filter(Q(kind=Kind.POST) | Q(remote_id=""))  # an answer that only a person saw has no name yet
            .filter(compared_at__isnull=True, published_at__gte=after, published_at__lt=before)
            .values_list("institution_id", "pk")[:SWEPT_AT_ONCE]
        )


def taken_down(institution_id: int) -> DeliveryQuerySet:
    """Everything that was asked to disappear, each with what it took down and who asked."""
    return Delivery.objects.filter(institution_id=institution_id, kind=Kind.TAKEDOWN).select_related(
        "account", "by__person", "target"
    )
