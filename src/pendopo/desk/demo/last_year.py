"""What moved citizens a year ago: posts of then with what was said below them, so that the good ones come back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from pendopo.desk.demo import posts, voices
from pendopo.desk.demo.house import Office
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.states import Disposition
from pendopo.practice.citizens import PEOPLE

# Days from today a year ago, what was said, and what citizens wrote below it.
SAID: Final = (
    (
        3,
        "Cara melapor jalan rusak",
        "Jalan di lingkungan Anda rusak? Foto, tulis nama jalan dan patokannya, lalu kirim ke akun ini.",
        (
            "Sudah saya kirim, langsung dibalas. Mantap.",
            "Kalau jalan desa lapor ke mana ya?",
            "Terima kasih, jalan depan sekolah sudah ditambal.",
            "Bisa lewat WhatsApp juga tidak?",
        ),
    ),
    (
        -2,
        "Jam layanan kecamatan pada akhir pekan",
        "Setiap Sabtu kantor kecamatan buka pukul 08.00 sampai 12.00 untuk KTP, KK, dan surat pindah.",
        (
            "Akhirnya bisa urus tanpa izin kerja.",
            "Minggu buka juga tidak?",
            "Anaknya harus ikut datang?",
        ),
    ),
    (
        -5,
        "Taman kota dibersihkan bersama",
        "Sebanyak 120 warga ikut membersihkan taman kota pagi ini. Terima kasih.",
        ("Seru sekali!",),
    ),
)
A_YEAR: Final = timedelta(days=365)


def say(office: Office, *, now: datetime) -> None:
    """Let them stand since then, each with its voices; all that is long ended."""
    zone = structure.zone_of(office.administrator.institution)
    for number, (offset, title, text, comments) in enumerate(SAID):
        due_at = zone.at(zone.day_of(now) - A_YEAR + timedelta(days=offset), time(9 + number))
        before = due_at - timedelta(days=2)
        item = posts.written(
            office, title=title, text=text, places=[office.accounts[0]], due_at=due_at, now=before
        )
        for delivery in posts.deliveries(posts.approved(office, item, now=before)):
            posts.went_out(office, delivery)
            delivery.refresh_from_db()
            for place, words in enumerate(comments):
                at = due_at + timedelta(hours=1 + place)
                heard = voices.comment(office, delivery, PEOPLE[(number + place) % len(PEOPLE)], words, at=at)
                by = office.members[Role.OPERATOR]
                inbox.mark_read(conversation=heard, by=by)
                inbox.close(
                    conversation=heard,
                    disposition=Disposition.NO_REPLY,
                    reason="Sudah dijawab di unggahan berikutnya.",
                    by=by,
                    now=at + timedelta(hours=2),
                )
