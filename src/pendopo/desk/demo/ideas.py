"""Ideas as they stand on a board: what suggests itself, what somebody keeps, what became content, what was set aside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from pendopo.broadcast.ideas import actions
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.ideas.states import IdeaState
from pendopo.desk.demo.house import Office
from pendopo.institution.people.roles import Role

OWN: Final = (
    (
        Role.UNIT_LIAISON,
        "Posyandu pindah ke balai desa selama perbaikan",
        "Ibu-ibu masih datang ke tempat lama.",
        "Mulai [tanggal], posyandu [nama] pindah sementara ke [tempat]. Jam buka tetap: [jam].",
        "announcement",
        1,
    ),
    (
        Role.OPERATOR,
        "Sehari bersama petugas pintu air",
        "Warga jarang melihat siapa yang berjaga saat hujan deras.",
        "Saat Anda tidur, ada yang menjaga pintu air [nama]. [Ceritakan satu malam: jam, tugas, apa yang dilihat.]",
        "photo-caption",
        3,
    ),
    (
        Role.EDITOR,
        "Tas siaga: tujuh barang yang perlu ada",
        "Musim hujan sudah mulai dan kampanye berjalan sampai bulan depan.",
        "Siapkan tas siaga di dekat pintu: [tulis tujuh barang menurut BPBD]. Nomor darurat: [nomor].",
        "checklist",
        1,
    ),
)


def collect(office: Office, *, now: datetime) -> None:
    """Look for what suggests itself, write some, and decide about a few."""
    house = office.administrator.institution
    before = now - timedelta(days=3)
    written = [
        actions.write_idea(
            title=title,
            why=why,
            text=text,
            template=template,
            pillar=office.pillars[pillar],
            campaign=office.campaign if pillar == 1 else None,
            by=office.members[role],
            now=before,
        )
        for role, title, why, text, template, pillar in OWN
    ]
    actions.take(idea=written[2], by=office.members[Role.OPERATOR], now=before + timedelta(hours=2))
    aside = actions.write_idea(
        title="Kuis berhadiah untuk pengikut baru",
        why="Pengikut bertambah lambat.",
        by=office.members[Role.OPERATOR],
        now=before,
    )
    actions.set_aside(
        idea=aside,
        why="Hadiah tidak ada anggarannya; lebih baik jawab pertanyaan warga.",
        by=office.members[Role.EDITOR],
        now=before + timedelta(hours=3),
    )
    actions.look_again(institution=house, now=now)
    first = (
        Idea.objects.filter(institution=house, state=IdeaState.SUGGESTED).order_by("-strength", "pk").first()
    )
    if first is not None and Idea.objects.filter(institution=house, state=IdeaState.SUGGESTED).count() > 1:
        actions.keep(idea=first, by=office.members[Role.EDITOR], now=now)
