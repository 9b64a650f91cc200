"""The units' own accounts, and on them what is under way: each state that an ordinary week passes through unseen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.actions import Composition, Place, Words
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.actions.noting import note
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import approved, deliveries, taken, went_out, written
from pendopo.desk.demo.words import BROKEN_POST, HELD_POST, UNIT_POSTS
from pendopo.institution.accounts import actions as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.roles import Role
from pendopo.networks.contract import Later, Unknown

DAYS_AGO: Final = (61, 24, 4)
UNDER_WAY: Final = timedelta(minutes=8)  # since when the last of each is on its way
STOPPED_AGO: Final = timedelta(days=20)
LOOKED_AT_AGAIN: Final = timedelta(hours=1)
REVOKED: Final = "Izin dicabut di jejaring. Hubungkan kembali akun ini."


def write(office: Office, *, now: datetime) -> dict[str, list[Delivery]]:
    """Some weeks of posts on each unit's account, and one under way; returns what stands, by handle."""
    by_handle = {account.handle: account for account in office.accounts}
    standing: dict[str, list[Delivery]] = {}
    for handle, posts in UNIT_POSTS.items():
        account = by_handle[handle]
        for days, (title, text) in zip(DAYS_AGO, posts, strict=False):
            for delivery in _promised(office, account, title, text, due_at=now - timedelta(days=days)):
                went_out(office, delivery)
                standing.setdefault(handle, []).append(delivery)
    for handle, under_way in (
        ("dinkes-mekarjaya", _asked_to_wait),
        ("dpu-mekarjaya", _looked_for),
        ("dukcapil-mekarjaya", _worked_on),
    ):
        title, text = UNIT_POSTS[handle][-1]
        due_at = now - UNDER_WAY
        for delivery in _promised(office, by_handle[handle], title, text, due_at=due_at):
            under_way(taken(delivery), now=now)
    _stopped_once_and_released(office, now=now)
    _changed_after_approval(office, now=now)
    return standing


def sent_this_moment(office: Office, *, now: datetime) -> None:
    """The one that a worker holds just now; if none does, it is looked for like any other."""
    for delivery in _promised(
        office,
        office.accounts[1],
        "Pompa cadangan menyala",
        "Pompa cadangan menyala selama perawatan. Tekanan air sedikit turun sampai sore.",
        due_at=now,
    ):
        taken(delivery)


def refused_permission(office: Office, *, now: datetime) -> None:
    """The last thing that happens: one unit's account has to be connected again, and what is due there waits."""
    account = next(one for one in office.accounts if one.handle == "bpbd-mekarjaya")
    title, text = UNIT_POSTS[account.handle][-1]
    _promised(office, account, title, text, due_at=now - UNDER_WAY)
    stand = office.practice[account.pk]
    stand.fingerprint = f"revoked-{stand.pk}"
    stand.save(update_fields=["fingerprint"])
    accounts.note_trouble(
        institution_id=account.institution_id, account_id=account.pk, why=REVOKED, reconnect=True, now=now
    )
    for delivery in Delivery.objects.filter(
        account_id=account.pk, state=DeliveryState.PLANNED, due_at__lte=now
    ):
        FLOW.move(delivery, DeliveryState.RECONNECT, why=REVOKED)
        note(delivery, Attempt.What.HOUSE, now=now, why=REVOKED)


def _promised(
    office: Office, account: SocialAccount, title: str, text: str, *, due_at: datetime
) -> list[Delivery]:
    before = due_at - timedelta(days=2)
    item = written(
        office,
        title=title,
        text=text,
        places=[account],
        due_at=due_at,
        now=before,
        owner_unit=account.owner_unit,
        pillar=office.pillars[0],
    )
    return deliveries(approved(office, item, now=before))


def _asked_to_wait(delivery: Delivery, *, now: datetime) -> None:
    why = Later(why="Terlalu banyak permintaan ke jejaring ini.", wait=LOOKED_AT_AGAIN)
    publishing.settle(delivery, why, what=Attempt.What.SEND, now=now)


def _worked_on(delivery: Delivery, *, now: datetime) -> None:
    why = Later(why="", wait=LOOKED_AT_AGAIN, handle=f"antre-{delivery.pk}")
    publishing.settle(delivery, why, what=Attempt.What.SEND, now=now)


def _looked_for(delivery: Delivery, *, now: datetime) -> None:
    publishing.settle(delivery, Unknown(why="Jejaring tidak menjawab."), what=Attempt.What.SEND, now=now)
    publishing.give_back(
        delivery, why="Jejaring tidak dapat dihubungi.", wait=LOOKED_AT_AGAIN, reconnect=False, now=now
    )


def _stopped_once_and_released(office: Office, *, now: datetime) -> None:
    """A stop that has been lifted, and the post that it held meanwhile.

    None is held now: where nothing is stopped, what is held goes on by itself.
    """
    stopped_at, by = now - STOPPED_AGO, office.members[Role.APPROVER]
    resumed_at = stopped_at + timedelta(hours=3)
    title, text = HELD_POST
    held = _promised(office, office.accounts[0], title, text, due_at=stopped_at + timedelta(hours=1))
    stop = publishing.stop_all(
        why="Gempa terasa. Kabar biasa menunggu sampai keadaan jelas.", by=by, now=stopped_at
    )
    for delivery in held:
        FLOW.move(delivery, DeliveryState.HELD)
        note(delivery, Attempt.What.HOUSE, now=delivery.planned_for, why=stop.why)
    publishing.resume(releases=frozenset(one.pk for one in held), by=by, now=resumed_at)
    for delivery in held:
        delivery.refresh_from_db()
        went_out(office, delivery)


def _changed_after_approval(office: Office, *, now: datetime) -> None:
    """A seal that a later change has broken (R11)."""
    title, text, changed = BROKEN_POST
    account, by = office.accounts[0], office.members[Role.OPERATOR]
    before = now - timedelta(days=1)
    item = written(
        office,
        title=title,
        text=text,
        places=[account],
        due_at=now + timedelta(days=3),
        now=before,
        owner_unit=account.owner_unit,
        pillar=office.pillars[3],
    )
    approved(office, item, now=before)
    later = now - timedelta(hours=2)
    composition = Composition(words=Words(text=changed, title=title), places=(Place(account_id=account.pk),))
    content.save_draft(item=item, composition=composition, by=by, now=later)
    content.comment_on_passage(
        item=item,
        text="Tempatnya pindah; mohon persetujuan lagi.",
        quote="balai desa",
        field="text",
        by=by,
        now=later,
    )
    _half_typed(item, composition, office, now=now - timedelta(minutes=30))


def _half_typed(item: ContentItem, composition: Composition, office: Office, *, now: datetime) -> None:
    content.autosave(
        item=item,
        composition=Composition(
            words=Words(text=f"{composition.words.text} Buka pukul", title=composition.words.title),
            places=composition.places,
        ),
        by=office.members[Role.OPERATOR],
        now=now,
    )
