"""Cases in every state: verified, asked about, answered in the thread and at the counter, refused, closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.publishing.actions.settling import settle
from pendopo.broadcast.publishing.models import Attempt, Delivery
from pendopo.broadcast.publishing.states import FLOW, DeliveryState
from pendopo.desk.demo.house import Office
from pendopo.desk.demo.posts import on_practice
from pendopo.desk.demo.voices import comment
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox.models import Message
from pendopo.networks.contract import Refused
from pendopo.practice import shapes
from pendopo.practice.citizens import PEOPLE
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, Case
from pendopo.serve.cases.states import CaseKind, Channel

WHO: Final = 20  # of the citizens: others speak elsewhere
IN_THREADS: Final = {
    "answered": (
        "Min, jalan di depan Puskesmas Sukamaju gelap, lampunya mati semua.",
        "Puskesmas Sukamaju",
        (
            "Lampu di depan Puskesmas Sukamaju sudah kami ganti tadi pagi karena kabelnya putus. Bila padam lagi, "
            "balas di sini dan kami kirim petugas."
        ),
    ),
    "asked_approver": (
        "Ada yang kecelakaan gara-gara lubang di Jalan Kenanga, tolong ditambal.",
        "Jalan Kenanga",
        (
            "Kami turut prihatin untuk korban. Lubang di Jalan Kenanga kami tutup sementara hari ini karena "
            "penambalan menunggu cuaca kering, paling lambat Jumat."
        ),
    ),
    "refused": (
        "Sampah di TPS Pasar Lama sudah tiga hari tidak diangkut.",
        "TPS Pasar Lama",
        "Sampah di TPS Pasar Lama kami angkut sore ini karena truk kemarin rusak.",
    ),
}
AT_THE_COUNTER: Final = {
    "verified": ("Trotoar di Jalan Mawar ambles di dua titik.", "Jalan Mawar"),
    "asks": ("Tetangga saya belum menerima bantuan padahal terdata.", "Desa Karanganyar"),
    "drafting": ("Taman Kota gelap dan ayunannya patah.", "Taman Kota"),
    "settled": ("Pohon tumbang menutup jalan ke SD 2.", "Jalan Kamboja"),
    "not_ours": ("Tagihan listrik saya naik dua kali lipat bulan ini.", "Perumahan Indah"),
}
TOO_OLD: Final = "Unggahan itu sudah tidak ada."


def handle(office: Office, published: list[Delivery], *, now: datetime) -> None:
    """What became of citizens' words over the last two weeks."""
    for number, name in enumerate(IN_THREADS):
        _in_thread(office, published[-(number + 4)], name, number, now=now)
    at = now - timedelta(days=6)
    by = office.members[Role.OPERATOR]
    _verified(office, _told(office, "verified", at=at), at=at + timedelta(hours=5))
    asks = _told(office, "asks", at=at)
    actions.ask_reporter(
        case=asks, text="Siapa nama tetangga Anda dan di RT berapa?", by=by, now=at + timedelta(hours=3)
    )
    actions.tell_by_hand(
        answer=asks.answers.get(),
        how="Telepon",
        told_at=at + timedelta(hours=4),
        by=by,
        now=at + timedelta(hours=4),
    )
    drafting = _verified(office, _told(office, "drafting", at=at), at=at + timedelta(hours=6))
    actions.begin(case=drafting, by=by, now=at + timedelta(days=1))
    actions.note_contact(
        case=drafting,
        way="phone",
        whom="Pak Danu, Bidang Pertamanan",
        text="Ayunan diperiksa Kamis, lampu menunggu suku cadang.",
        by=by,
        now=at + timedelta(days=1, hours=1),
    )
    actions.write_answer(
        case=drafting,
        text="Ayunan di Taman Kota kami perbaiki pekan ini.",
        by=by,
        now=now - timedelta(hours=2),
    )
    settled = _verified(
        office, _told(office, "settled", at=at), at=at + timedelta(hours=1), topic="Pohon tumbang"
    )
    told_at = at + timedelta(days=1)
    (answer,) = actions.send_answer(
        case=settled,
        text="Pohon di Jalan Kamboja sudah kami singkirkan; jalan bisa dilewati.",
        by=by,
        now=told_at,
    )
    actions.tell_by_hand(answer=answer, how="Telepon", told_at=told_at, by=by, now=told_at)
    settled.refresh_from_db()
    actions.close(
        case=settled, ending="settled", why="Jalan sudah terbuka.", by=by, now=told_at + timedelta(days=1)
    )
    not_ours = _verified(office, _told(office, "not_ours", at=at), at=at + timedelta(hours=1))
    actions.write_answer(case=not_ours, text="Kami tanyakan dulu.", by=by, now=at + timedelta(hours=2))
    actions.close(
        case=not_ours,
        ending="not_our_authority",
        why="Tagihan listrik ditangani PLN, telepon 123, karena pemkab tidak mengelola meterannya.",
        by=by,
        now=at + timedelta(hours=3),
    )


def _in_thread(office: Office, post: Delivery, name: str, number: int, *, now: datetime) -> None:
    said, place, text = IN_THREADS[name]
    at = now - timedelta(days=2, hours=number)
    by = office.members[Role.OPERATOR]
    conversation = comment(office, post, PEOPLE[(WHO + number) % len(PEOPLE)], said, at=at)
    case = actions.open_case(
        kind=CaseKind.COMPLAINT,
        title=said.partition(",")[0][:120]
        if name != "answered"
        else "Lampu mati di depan Puskesmas Sukamaju",
        story=said,
        channel=Channel.NETWORK,
        conversation=conversation,
        place=place,
        received_at=at,
        by=by,
        now=at + timedelta(minutes=30),
    )
    _verified(office, case, at=at + timedelta(hours=1))
    sent_at = at + timedelta(hours=5)
    (answer,) = actions.send_answer(case=case, text=text, by=by, now=sent_at)
    if name != "asked_approver":
        _settle(office, answer, refused=name == "refused", at=sent_at)


def _settle(office: Office, answer: Answer, *, refused: bool, at: datetime) -> None:
    answer.refresh_from_db()
    said = Message.objects.filter(conversation=answer.case.conversation, direction="in").latest("id")
    reply = answer.reply
    if reply is None or reply.delivery_id is None:
        return
    delivery = Delivery.objects.with_words().get(pk=reply.delivery_id)
    FLOW.move(delivery, DeliveryState.SENDING, sending_since=at, attempts=1)
    outcome = (
        Refused(why=TOO_OLD)
        if refused
        else on_practice(office, delivery, shapes.NewPost(text=answer.text, in_reply_to=said.remote_id), at)
    )
    settle(delivery, outcome, what=Attempt.What.SEND, now=at + timedelta(seconds=1), took_ms=280)


def _told(office: Office, name: str, *, at: datetime) -> Case:
    story, place = AT_THE_COUNTER[name]
    return actions.open_case(
        kind=CaseKind.COMPLAINT,
        title=story.rstrip("."),
        story=story,
        channel=Channel.COUNTER,
        contact=actions.Contact(name="Sumiyati", phone="081200000000"),
        place=place,
        by=office.members[Role.OPERATOR],
        now=at,
    )


def _verified(office: Office, case: Case, *, at: datetime, topic: str = "") -> Case:
    actions.verify(
        case=case,
        title=case.title,
        kind=case.kind,
        place=case.place,
        topic=topic,
        by=office.members[Role.OPERATOR],
        now=at,
    )
    return case
