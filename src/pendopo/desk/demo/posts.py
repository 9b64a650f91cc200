"""Three months of posts in every state, by the same actions people use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.checking import examined
from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Words
from pendopo.broadcast.content.models import ContentItem, Picture, Version
from pendopo.broadcast.content.models.words import SourceKind
from pendopo.broadcast.content.queries.review import waiting_step
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.words import POSTS
from pendopo.institution.accounts.models import SocialAccount
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
BY_HAND: Final = 10  # which of POSTS
TODAY_BY_HAND: Final = timedelta(minutes=20)


def write(office: Office, *, now: datetime) -> list[Delivery]:
    """Everything that was, is and will be said; returns what stands on the practice network."""
    standing: list[Delivery] = []
    times = list(_times(office, now))
    past = sum(due_at < now for due_at in times)
    for number, due_at in enumerate(times):
        if due_at < now:
            before = due_at - timedelta(days=2)
            item = approved(office, draft(office, number, due_at, now=before), now=before)
            for delivery in deliveries(item):
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


def draft(office: Office, number: int, due_at: datetime, *, now: datetime) -> ContentItem:
    """A text out of POSTS, on the account of its unit and now and then on the portal, mostly with its picture."""
    title, text, pillar, unit = POSTS[number % len(POSTS)]
    round_ = number // len(POSTS) + 1
    places = [office.accounts[1] if unit == 4 else office.accounts[0]]
    if number % 4 == 0:
        places.append(office.portal)
    return written(
        office,
        title=f"{title} ({round_})" if round_ > 1 else title,
        text=f"{text} Kabar ke-{round_} dari Mekarjaya." if round_ > 1 else text,
        places=places,
        picture=None if number % 5 == 1 else office.pictures[number % len(POSTS)],
        due_at=due_at,
        now=now,
        pillar=office.pillars[pillar],
        campaign=office.campaign if pillar == 1 else None,
        owner_unit=office.units[unit],
    )


def written(
    office: Office,
    *,
    title: str,
    text: str,
    places: list[SocialAccount],
    due_at: datetime,
    now: datetime,
    picture: Picture | None = None,
    **known: Any,
) -> ContentItem:
    """A draft of the operator's."""
    return content.start_item(
        title=title,
        composition=Composition(
            words=Words(text=text, title=title),
            pictures=(PictureUse(picture_id=picture.pk, alt=picture.alt),) if picture else (),
            places=tuple(Place(account_id=account.pk) for account in places),
        ),
        due_at=due_at,
        by=office.members[Role.OPERATOR],
        now=now,
        goal="Warga tahu apa yang berubah dan apa yang dapat mereka lakukan.",
        audience="Warga Mekarjaya",
        **known,
    )


def submitted(office: Office, item: ContentItem, *, now: datetime) -> ContentItem:
    """Handed in by the operator, with a reason for whatever the rules warn of."""
    by = office.members[Role.OPERATOR]
    version = Version.objects.whole().get(item=item)
    for finding in examined(item, version.composition(), by=by, now=now).unexplained:
        content.give_reason(
            item=item, key=finding.key, rule=finding.rule, reason="Sudah diperiksa.", by=by, now=now
        )
    content.submit(item=item, by=by, now=now)
    return item


def approved(office: Office, item: ContentItem, *, now: datetime) -> ContentItem:
    """Handed in at `now`, and approved by everyone its lane asks."""
    submitted(office, item, now=now)
    at = now
    while step := waiting_step(item):
        at += timedelta(minutes=40)
        decider = office.members.get(Role(step.role), office.members[Role.APPROVER])
        content.approve(step=step, by=decider, now=at)
        item.refresh_from_db()
    return item


def deliveries(item: ContentItem) -> list[Delivery]:
    """What was promised of an item."""
    return list(publishing.deliveries_of(item.institution_id, "content.item", item.pk))


def taken(delivery: Delivery) -> Delivery:
    """As a worker takes it at its time."""
    FLOW.move(delivery, DeliveryState.SENDING, sending_since=delivery.due_at, attempts=1)
    return delivery


def went_out(office: Office, delivery: Delivery) -> None:
    """Sent when it was due, and compared with what was approved."""
    at = delivery.due_at + SENDING_TOOK
    settle(taken(delivery), _said(office, delivery, at), what=Attempt.What.SEND, now=at, took_ms=310)
    Delivery.objects.filter(pk=delivery.pk).update(compared_at=at + timedelta(minutes=2))


def _still_to_come(office: Office, number: int, due_at: datetime, *, now: datetime) -> None:
    match number % 4:
        case 0 | 1:
            before = now - timedelta(hours=3)
            approved(office, draft(office, number, due_at, now=before), now=before)
        case 2:
            item = submitted(office, draft(office, number, due_at, now=now), now=now - timedelta(hours=2))
            if number % 8 == 2 and (step := waiting_step(item)):
                content.return_with_comment(
                    step=step,
                    comment="Tambahkan alamat kantor agar warga tahu harus ke mana.",
                    by=office.members.get(Role(step.role), office.members[Role.APPROVER]),
                    now=now - timedelta(hours=1),
                )
        case _:
            item = draft(office, number, due_at, now=now - timedelta(hours=1))
            content.add_source(
                item=item,
                kind=SourceKind.DOCUMENT,
                reference="Laporan harian petugas lapangan",
                by=office.members[Role.OPERATOR],
                now=now - timedelta(minutes=50),
            )


def _happened(office: Office, delivery: Delivery, trouble: DeliveryState | None) -> None:
    at = delivery.planned_for + SENDING_TOOK
    match trouble:
        case DeliveryState.LATE:
            FLOW.move(delivery, DeliveryState.LATE, why="")
        case DeliveryState.REFUSED:
            why = Refused(why="Teks terlalu panjang untuk jejaring ini.")
            settle(taken(delivery), why, what=Attempt.What.SEND, now=at)
        case DeliveryState.UNSURE:
            nobody_knows(taken(delivery), now=at)
        case _:
            went_out(office, delivery)


def nobody_knows(delivery: Delivery, *, now: datetime) -> None:
    """The network fell silent while it was sent, and cannot be searched."""
    settle(delivery, Unknown(why="Jejaring tidak menjawab."), what=Attempt.What.SEND, now=now)
    settle(delivery, Unknown(why="Jejaring tidak dapat dicari."), what=Attempt.What.FIND, now=now)


def _said(office: Office, delivery: Delivery, at: datetime) -> Sent:
    """Let it stand where it was sent to, as the network would have it."""
    version = Version.objects.whole().get(item_id=delivery.origin_id)
    used = [(office.picture(use.picture_id), use.alt) for use in version.composition().pictures]
    if delivery.account_id != office.portal.pk:
        shelf = Shelf(office.practice[delivery.account_id])
        media = [
            shelf.put_media(key=picture.sha256[:40], kind=picture.kind, content=bytes_of(picture), now=at)
            for picture, _alt in used
        ]
        shown = tuple(
            shapes.NewPicture(media_id=medium.id, alt=alt)
            for medium, (_picture, alt) in zip(media, used, strict=True)
        )
        return on_practice(office, delivery, shapes.NewPost(text=version.text, pictures=shown), at)
    house = office.administrator.institution
    for picture, _alt in used:
        portal.put_medium(institution=house, sha256=picture.sha256, content=bytes_of(picture))
    article, _is_new = portal.put_article(
        institution=house,
        key=str(delivery.key),
        new=portal_shapes.NewArticle(
            title=version.title,
            text=version.text,
            made_at=at,
            pictures=tuple(
                portal_shapes.NewPicture(media_id=picture.sha256, alt=alt) for picture, alt in used
            ),
        ),
        now=at,
    )
    return Sent(remote_id=str(article.pk), url=urljoin(settings.PUBLIC_URL, article.get_absolute_url()))


def bytes_of(picture: Picture) -> bytes:
    """A picture's file."""
    with picture.file.open("rb") as file:
        return bytes(file.read())


def on_practice(office: Office, delivery: Delivery, new: shapes.NewPost, at: datetime) -> Sent:
    """A post or an answer as it stands on the practice network."""
    shelf = Shelf(office.practice[delivery.account_id])
    shelf.put_post(key=str(delivery.key), new=new, trace="", now=at, ready_at=at)
    post = shelf.post_by_key(str(delivery.key)).post
    return Sent(remote_id=post.id, url=post.url)


def _by_hand_now(office: Office, *, now: datetime) -> None:
    due_at = now - TODAY_BY_HAND
    title, text, pillar, unit = POSTS[BY_HAND]
    before = due_at - timedelta(hours=30)
    item = written(
        office,
        title=title,
        text=f"{text} Sampai jumpa di sana!",
        places=[office.by_hand],
        picture=office.pictures[BY_HAND],
        due_at=due_at,
        now=before,
        pillar=office.pillars[pillar],
        owner_unit=office.units[unit],
    )
    for delivery in deliveries(approved(office, item, now=before)):
        settle(taken(delivery), Later(why="", handle="by-hand"), what=Attempt.What.SEND, now=due_at)


def _took_down_and_withdrew(office: Office, standing: list[Delivery], *, now: datetime) -> None:
    delivery = standing.pop(len(standing) // 2)
    FLOW.move(delivery, DeliveryState.TAKEN_DOWN, why="Jadwal berubah, kabar ini tidak berlaku lagi.")
    Shelf(office.practice[delivery.account_id]).remove(delivery.remote_id, now=now - timedelta(days=5))
    before = now - timedelta(hours=5)
    item = approved(office, draft(office, 7, now + timedelta(days=9), now=before), now=before)
    content.withdraw(
        item=item, why="Kegiatan diundur.", by=office.members[Role.OPERATOR], now=now - timedelta(hours=4)
    )
