"""Three months of posts in every state, by the same actions people use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final
from urllib.parse import urljoin

from django.conf import settings

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.composition import Composition, Place, Words
from pendopo.broadcast.content.models import ContentItem, Version
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.words import POSTS
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.networks.contract import Later, Refused, Sent, Unknown
from pendopo.networks.portal import shapes as portal_shapes
from pendopo.portal import actions as portal
from pendopo.practice import shapes
from pendopo.practice.shelf import Shelf

FIRST_DAY: Final = -88
LAST_DAY: Final = 16
SENDING_TOOK: Final = timedelta(seconds=1)
# What became of some of the last posts instead of standing there, counted from the latest.
TROUBLE: Final = {
    1: DeliveryState.LATE,
    2: DeliveryState.REFUSED,
    3: DeliveryState.UNSURE,
}
TODAY_BY_HAND: Final = timedelta(minutes=20)


def write(office: Office, *, now: datetime) -> list[Delivery]:
    """Everything that was, is and will be said; returns what stands on the practice network."""
    standing: list[Delivery] = []
    times = list(_times(office, now))
    past = sum(due_at < now for due_at in times)
    for number, due_at in enumerate(times):
        if due_at < now:
            item = _approved(office, number, due_at, now=due_at - timedelta(days=2))
            for delivery in publishing.deliveries_of(item.institution_id, "content.item", item.pk):
                is_ours = delivery.account_id in office.practice
                _happened(office, delivery, TROUBLE.get(past - 1 - number) if is_ours else None)
                if delivery.state == DeliveryState.PUBLISHED and delivery.account_id in office.practice:
                    standing.append(delivery)
        else:
            _still_to_come(office, number, due_at, now=now)
    _by_hand_now(office, now=now)
    _took_down_and_withdrew(office, standing, now=now)
    return standing


def _times(office: Office, now: datetime) -> Iterator[datetime]:
    zone = structure.zone_of(office.administrator.institution)
    today = zone.day_of(now)
    for offset in range(FIRST_DAY, LAST_DAY):
        day = today + timedelta(days=offset)
        if day.weekday() < 5:
            yield zone.at(day, time(9 + offset % 6, 0 if offset % 2 else 30))


def _draft(
    office: Office, number: int, due_at: datetime, *, now: datetime, by_hand: bool = False
) -> ContentItem:
    title, text, pillar, unit = POSTS[number % len(POSTS)]
    round_ = number // len(POSTS) + 1
    places = [office.accounts[1] if unit == 4 else office.accounts[0]]
    if number % 4 == 0:
        places.append(office.portal)
    if by_hand:
        places = [office.by_hand]
    return content.start_item(
        title=f"{title} ({round_})" if round_ > 1 else title,
        composition=Composition(
            words=Words(
                text=f"{text} Kabar ke-{round_} dari Mekarjaya." if round_ > 1 else text, title=title
            ),
            places=tuple(Place(account_id=account.pk) for account in places),
        ),
        due_at=due_at,
        by=office.members[Role.OPERATOR],
        now=now,
        pillar=office.pillars[pillar],
        campaign=office.campaign if pillar == 1 else None,
        owner_unit=office.units[unit],
        goal="Warga tahu apa yang berubah dan apa yang dapat mereka lakukan.",
        audience="Warga Mekarjaya",
    )


def _submitted(office: Office, item: ContentItem, *, now: datetime) -> ContentItem:
    by = office.members[Role.OPERATOR]
    version = Version.objects.whole().get(item=item)
    for finding in examined(item, version.composition(), by=by, now=now).unexplained:
        content.give_reason(
            item=item, key=finding.key, rule=finding.rule, reason="Sudah diperiksa.", by=by, now=now
        )
    content.submit(item=item, by=by, now=now)
    return item


def _approved(
    office: Office, number: int, due_at: datetime, *, now: datetime, by_hand: bool = False
) -> ContentItem:
    item = _submitted(office, _draft(office, number, due_at, now=now, by_hand=by_hand), now=now)
    at = now
    while step := waiting_step(item):
        at += timedelta(minutes=40)
        decider = office.members.get(Role(step.role), office.members[Role.APPROVER])
        content.approve(step=step, by=decider, now=at)
        item.refresh_from_db()
    return item


def _still_to_come(office: Office, number: int, due_at: datetime, *, now: datetime) -> None:
    match number % 4:
        case 0 | 1:
            _approved(office, number, due_at, now=now - timedelta(hours=3))
        case 2:
            item = _submitted(office, _draft(office, number, due_at, now=now), now=now - timedelta(hours=2))
            if number % 8 == 2 and (step := waiting_step(item)):
                content.return_with_comment(
                    step=step,
                    comment="Tambahkan alamat kantor agar warga tahu harus ke mana.",
                    by=office.members.get(Role(step.role), office.members[Role.APPROVER]),
                    now=now - timedelta(hours=1),
                )
        case _:
            _draft(office, number, due_at, now=now - timedelta(hours=1))


def _happened(office: Office, delivery: Delivery, trouble: DeliveryState | None) -> None:
    at = delivery.planned_for + SENDING_TOOK
    if trouble == DeliveryState.LATE:
        FLOW.move(delivery, DeliveryState.LATE, why="")
        return
    FLOW.move(delivery, DeliveryState.SENDING, sending_since=delivery.planned_for, attempts=1)
    match trouble:
        case DeliveryState.REFUSED:
            settle(
                delivery,
                Refused(why="Teks terlalu panjang untuk jaringan ini."),
                what=Attempt.What.SEND,
                now=at,
            )
        case DeliveryState.UNSURE:
            settle(delivery, Unknown(why="Jaringan tidak menjawab."), what=Attempt.What.SEND, now=at)
            settle(delivery, Unknown(why="Jaringan tidak dapat dicari."), what=Attempt.What.FIND, now=at)
        case _:
            settle(delivery, _said(office, delivery, at), what=Attempt.What.SEND, now=at, took_ms=310)
            Delivery.objects.filter(pk=delivery.pk).update(compared_at=at + timedelta(minutes=2))


def _said(office: Office, delivery: Delivery, at: datetime) -> Sent:
    """Let it stand where it was sent to, as the network would have it."""
    version = Version.objects.get(item_id=delivery.origin_id)
    if delivery.account_id == office.portal.pk:
        article, _is_new = portal.put_article(
            institution=office.administrator.institution,
            key=str(delivery.key),
            new=portal_shapes.NewArticle(title=version.title, text=version.text, made_at=at),
            now=at,
        )
        return Sent(remote_id=str(article.pk), url=urljoin(settings.PUBLIC_URL, article.get_absolute_url()))
    return on_practice(office, delivery, shapes.NewPost(text=version.text), at)


def on_practice(office: Office, delivery: Delivery, new: shapes.NewPost, at: datetime) -> Sent:
    """A post or an answer as it stands on the practice network."""
    shelf = Shelf(office.practice[delivery.account_id])
    shelf.put_post(key=str(delivery.key), new=new, trace="", now=at, ready_at=at)
    post = shelf.post_by_key(str(delivery.key)).post
    return Sent(remote_id=post.id, url=post.url)


def _by_hand_now(office: Office, *, now: datetime) -> None:
    due_at = now - TODAY_BY_HAND
    item = _approved(office, 10, due_at, now=due_at - timedelta(hours=30), by_hand=True)
    for delivery in publishing.deliveries_of(item.institution_id, "content.item", item.pk):
        FLOW.move(delivery, DeliveryState.SENDING, sending_since=due_at, attempts=1)
        settle(delivery, Later(why="", handle="by-hand"), what=Attempt.What.SEND, now=due_at)


def _took_down_and_withdrew(office: Office, standing: list[Delivery], *, now: datetime) -> None:
    delivery = standing.pop(len(standing) // 2)
    FLOW.move(delivery, DeliveryState.TAKEN_DOWN, why="Jadwal berubah, kabar ini tidak berlaku lagi.")
    Shelf(office.practice[delivery.account_id]).remove(delivery.remote_id, now=now - timedelta(days=5))
    item = _approved(office, 7, now + timedelta(days=9), now=now - timedelta(hours=5))
    content.withdraw(
        item=item, why="Kegiatan diundur.", by=office.members[Role.OPERATOR], now=now - timedelta(hours=4)
    )
