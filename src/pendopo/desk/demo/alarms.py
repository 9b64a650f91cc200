"""What the inbox did by itself: it said at night that the office is closed, and called people for what is urgent."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import nobody_knows, on_practice, taken
from pendopo.desk.demo.voices import comment
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Acknowledgement, Alarm, Conversation, Message
from pendopo.listen.inbox.queries.duty import BEGINNING
from pendopo.listen.inbox.states import AlarmState
from pendopo.networks.contract import Refused
from pendopo.practice import shapes
from pendopo.practice.citizens import PEOPLE

AT_NIGHT: Final = (
    "Lampu jalan di depan pasar mati sejak sore. Ke mana melapor?",
    "Apakah loket buka hari Sabtu?",
    "Surat pindah bisa diurus tanpa ke kantor?",
    "Jadwal perbaikan jembatan sampai kapan?",
)
# How long ago, and what was said.
URGENT: Final = {
    AlarmState.SEEN: (timedelta(hours=6), "Tolong, ada kebakaran di belakang Pasar Sukamaju! Api besar!"),
    AlarmState.AT_LEADER: (
        timedelta(minutes=40),
        "Tolong! Ada anak hanyut di Kali Cibening, dekat jembatan!",
    ),
    AlarmState.PASSED_ON: (
        timedelta(minutes=12),
        "Tolong, kabel listrik putus menimpa rumah di Desa Cibening!",
    ),
    AlarmState.RAISED: (
        timedelta(minutes=2),
        "Tolong! Rumah roboh di Kampung Baru, ada orang terjebak di dalam!",
    ),
}


def work_by_itself(office: Office, standing: dict[str, list[Delivery]], *, now: datetime) -> None:
    """One of every state; what else sounded urgent in the invented past was looked after."""
    editor, watcher = office.members[Role.EDITOR], office.members[Role.DUTY_OFFICER]
    posts = [
        standing["dukcapil-mekarjaya"][0],
        standing["bpbd-mekarjaya"][0],
        standing["dpu-mekarjaya"][0],
        standing["dukcapil-mekarjaya"][1],
    ]
    inbox.save_duty(
        assigns=True,
        most_each=15,
        acknowledges=True,
        acknowledgement=BEGINNING,
        escalates=True,
        next_after=10,
        leader_after=20,
        by=editor,
        now=now - timedelta(days=20),
    )
    _at_night(office, posts, now=now)
    kept = [
        _call(office, post, state, watcher, number=number, now=now)
        for number, (state, post) in enumerate(zip(URGENT, posts, strict=True))
    ]
    for alarm in Alarm.objects.exclude(pk__in=kept).exclude(state=AlarmState.SEEN):
        inbox.answer_alarm(
            conversation=alarm.conversation, by=watcher, now=alarm.raised_at + timedelta(minutes=3)
        )
    busy = Conversation.objects.filter(waiting_since__isnull=False).exclude(alarms__in=kept).latest("pk")
    inbox.claim(conversation=busy, by=office.members[Role.OPERATOR], now=now)


def _at_night(office: Office, posts: list[Delivery], *, now: datetime) -> None:
    zone = structure.zone_of(office.administrator.institution)
    at = zone.at(zone.day_of(now) - timedelta(days=1), time(23, 10))
    for number, (post, text) in enumerate(zip(posts, AT_NIGHT, strict=True)):
        conversation = comment(office, post, PEOPLE[-1 - number], text, at=at)
        message = Message.objects.filter(conversation=conversation).latest("pk")
        inbox.acknowledge_messages(
            institution_id=conversation.institution_id, message_ids=(message.pk,), now=at
        )
        said = Acknowledgement.objects.get(conversation=conversation)
        if number == 0 or said.delivery_id is None:
            continue
        delivery = taken(Delivery.objects.with_words().get(pk=said.delivery_id))
        if number == 1:
            new = shapes.NewPost(text=said.text, in_reply_to=message.remote_id)
            settle(delivery, on_practice(office, delivery, new, at), what=Attempt.What.SEND, now=at)
        elif number == 2:
            nobody_knows(delivery, now=at)
        else:
            why = Refused(why="Jejaring tidak menerima jawaban di utas ini.")
            settle(delivery, why, what=Attempt.What.SEND, now=at)


def _call(
    office: Office, post: Delivery, state: AlarmState, watcher: Member, *, number: int, now: datetime
) -> int:
    ago, text = URGENT[state]
    at = now - ago
    conversation = comment(office, post, PEOPLE[-5 - number], text, at=at)
    message = Message.objects.filter(conversation=conversation).latest("pk")
    if not Alarm.objects.filter(conversation=conversation).exists():
        inbox.raise_alarm(
            UrgentMessage(
                institution_id=conversation.institution_id,
                conversation_id=conversation.pk,
                message_id=message.pk,
                words=(),
                sure=0.9,
                at=at,
            )
        )
    alarm = Alarm.objects.get(conversation=conversation)
    if state is AlarmState.SEEN:
        inbox.answer_alarm(conversation=conversation, by=watcher, now=at + timedelta(minutes=3))
    elif state is not AlarmState.RAISED:
        for minutes in (10, 20) if state is AlarmState.AT_LEADER else (10,):
            inbox.climb(
                institution_id=conversation.institution_id,
                alarm_id=alarm.pk,
                now=at + timedelta(minutes=minutes),
            )
    return alarm.pk
