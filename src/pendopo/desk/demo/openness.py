"""Public information of the regency: requests in every state, objections, what is public and what is exempt."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from pendopo.desk.demo.house import Office
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.structure import queries as structure
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.states import Intent
from pendopo.serve.openness import actions
from pendopo.serve.openness.asking import Asked
from pendopo.serve.openness.models import ExemptInformation, Objection, PublicInfoRequest
from pendopo.serve.openness.sealing import Identity
from pendopo.serve.openness.states import (
    ApplicantKind,
    Category,
    Channel,
    Decision,
    ExtensionReason,
    Ground,
    Holding,
    Obtaining,
    Sending,
    Verdict,
)

# Who asks: name, NIK, address, occupation. All of them are invented.
# What becomes a draft is what asks for something, information before all else.
ASKS: Final = (Intent.INFORMATION_REQUEST, Intent.QUESTION)
ASKERS: Final = (
    ("Bambang Suryanto", "3374051203850001", "Jalan Melati 5, Mekarjaya", "Guru"),
    ("Siti Aminah", "3374055211900002", "Jalan Cempaka 12, Mekarjaya", "Pedagang"),
    ("Dewi Anggraini", "3374054507880003", "Perumahan Griya Asri B-7, Mekarjaya", "Mahasiswa"),
    ("Yohanes Kelana", "3374050110790004", "Jalan Diponegoro 44, Mekarjaya", "Wartawan"),
)
# What is asked for, in the order of the register.
ASKED: Final = (
    "Salinan anggaran pemeliharaan jalan Mawar tahun ini.",
    "Daftar penerima bantuan bibit tahun lalu per desa.",
    "Hasil uji mutu air PDAM tiga bulan terakhir.",
    "Kontrak pengadaan lampu jalan di Kecamatan Sukamaju.",
    "Denah gudang obat kabupaten.",
    "Notula rapat penataan pasar pagi.",
    "Jumlah kendaraan dinas dan biaya bahan bakarnya.",
    "Rencana pembangunan taman kota.",
    "Data kecelakaan di simpang Pasar Induk.",
    "Laporan keuangan BUMD tahun lalu.",
    "Izin lingkungan pabrik tekstil di Sukamaju.",
)
PUBLIC: Final = (
    (
        "Ringkasan APBD tahun berjalan",
        "Pendapatan, belanja, dan pembiayaan daerah per urusan.",
        Category.PERIODIC,
        0,
    ),
    (
        "Laporan kinerja pemerintah kabupaten",
        "Capaian sasaran dan anggaran tiap dinas.",
        Category.PERIODIC,
        0,
    ),
    ("Hasil uji mutu air minum", "Uji bulanan air PDAM di dua belas titik.", Category.PERIODIC, 4),
    (
        "Peringatan dini banjir dan longsor",
        "Wilayah rawan, tanda bahaya, dan jalur evakuasi.",
        Category.IMMEDIATE,
        5,
    ),
    ("Daftar peraturan bupati", "Semua peraturan bupati dengan naskah lengkap.", Category.ANYTIME, 0),
    (
        "Syarat dan waktu layanan kependudukan",
        "KTP, KK, akta: syarat, biaya, dan lama pengurusan.",
        Category.ANYTIME,
        3,
    ),
)
PLEDGE: Final = {
    "legal_basis": "UU 14/2008 tentang Keterbukaan Informasi Publik, PP 61/2010, dan Perki 1/2021.",
    "procedure": "Isi permohonan di halaman ini, di loket PPID, atau lewat surat. Petugas membantu Anda melengkapi.",
    "time_needed": "Jawaban tertulis paling lambat 10 hari kerja sejak lengkap, diperpanjang paling lama 7 hari kerja.",
    "cost": "Gratis. Hanya biaya salinan dan kirim sebesar biaya nyatanya.",
    "guarantee": "Kami melayani dengan ramah dan tepat waktu. Data diri Anda kami lindungi.",
    "evaluation": "Setiap tahun kami umumkan jumlah permohonan, lama jawaban, dan keberatan.",
}
REPORT: Final = {
    "policy": "Informasi dibuka lebih dulu; yang dikecualikan diuji satu per satu.",
    "facilities": "Loket PPID di Diskominfo, halaman publik, dan satu komputer untuk pemohon.",
    "staff": "Satu petugas PPID dan satu petugas pengganti.",
    "budget": "Rp45.000.000 untuk loket dan pelatihan.",
    "obstacles_inside": "Arsip lama belum dialihmediakan.",
    "obstacles_outside": "Pemohon sering belum menyebut tahun dokumen.",
    "recommendations": "Alihmedia arsip jalan dan jembatan lebih dulu.",
    "follow_up": "Selesai sebelum triwulan ketiga.",
}


def open_the_books(office: Office, *, now: datetime) -> None:
    """Lists and announcement first, then requests in every state of their life, the oldest first."""
    officer, superior = office.members[Role.INFORMATION_OFFICER], office.members[Role.INFORMATION_SUPERIOR]
    began = now - timedelta(days=120)
    today = structure.zone_of(officer.institution).day_of(now)
    for number, (title, summary, category, unit) in enumerate(PUBLIC):
        actions.list_information(
            title=title,
            summary=summary,
            category=category,
            unit=office.units[unit],
            link=f"https://mekarjaya.example/ppid/{number + 1}",
            updated_on=today - timedelta(days=40 * (number + 1)),
            by=officer,
            now=began,
        )
    actions.announce(by=officer, now=began, **PLEDGE)
    tests = _tests(officer, superior, today, began)
    report = actions.keep_report(year=today.year - 1, by=officer, now=began, **REPORT)
    actions.send_report(report=report, on=date(today.year, 3, 27), by=officer, now=began)
    _requests(office, officer, superior, tests, now=now)
    # Looked at against what is open now; the superior has not put it in force yet.
    actions.propose_clock(
        title="Pemberitahuan dalam tujuh hari kerja",
        source="Rancangan Keputusan Bupati tentang percepatan layanan informasi",
        valid_from=today + timedelta(days=30),
        terms={"notice": 7, "extension": 5, "objection_answer": 20},
        by=officer,
        now=now,
    )


def _tests(officer: Member, superior: Member, today: date, now: datetime) -> ExemptInformation:
    made = [
        actions.write_test(
            number=f"{number}/UK-PPID/{today.year}",
            document=document,
            part=part,
            ground=ground,
            legal_basis=f"UU 14/2008 pasal 17 huruf {ground}",
            analysis="Bila dibuka, keamanan terganggu; bila ditutup, publik tetap tahu anggaran dan hasilnya.",
            exempt_from=today - timedelta(days=200),
            exempt_until=today + timedelta(days=700),
            phrases=phrases,
            by=officer,
            now=now,
        )
        for number, document, part, ground, phrases in (
            (
                1,
                "Denah gudang obat",
                "Letak pintu darurat dan brankas.",
                Ground.C,
                "kode brankas gudang obat",
            ),
            (2, "Berkas perkara pegawai", "Keterangan saksi yang belum disidangkan.", Ground.A, ""),
            (3, "Peta jaringan server", "Alamat dan jalur cadangan.", Ground.C, ""),
        )
    ]
    for test in made[:2]:
        actions.approve_test(test=test, by=superior, now=now)
    actions.lift(test=made[1], why="Perkaranya sudah diputus.", by=superior, now=now)
    return made[0]


def _requests(
    office: Office, officer: Member, superior: Member, test: ExemptInformation, *, now: datetime
) -> None:
    asked = iter(enumerate(ASKED))

    def request(days: int) -> PublicInfoRequest:
        number, details = next(asked)
        at = now - timedelta(days=days)
        return actions.file_request(
            institution=officer.institution, asked=_asked(number, details), now=at
        ).request

    def grant(one: PublicInfoRequest, decision: Decision, days: int, words: str) -> None:
        actions.notify(
            request=one,
            decision=decision,
            given_as=Obtaining.SOFT_COPY,
            words=words,
            test=test if decision is Decision.PARTIAL else None,
            unit=office.units[2],
            by=officer,
            now=now - timedelta(days=days),
        )

    _nobody_answers_the_objection(officer, now=now)
    whole = request(90)
    grant(whole, Decision.FULL, 84, "")
    actions.hand_over(
        request=whole,
        words="Dikirim lewat surel.",
        link="https://mekarjaya.example/ppid/jalan",
        by=officer,
        now=now - timedelta(days=83),
    )
    part = request(80)
    grant(part, Decision.PARTIAL, 74, "Nama penerima dihitamkan.")
    actions.hand_over(
        request=part, words="Salinan diambil di loket.", by=officer, now=now - timedelta(days=73)
    )
    silent = request(75)
    actions.note_late(request=silent, now=now - timedelta(days=50))
    disputed = _refused(request(70), officer, None, now - timedelta(days=62))
    first = _objected(disputed, "d", now - timedelta(days=58))
    _answered(first, superior, Verdict.REJECTED, now - timedelta(days=40))
    actions.record_dispute(
        objection=first,
        number="014/KI-JTG/2026",
        on=(now - timedelta(days=34)).date(),
        outcome="",
        by=officer,
        now=now - timedelta(days=34),
    )
    _refused(request(40), officer, test, now - timedelta(days=33))
    upheld = _refused(request(38), officer, None, now - timedelta(days=32))
    _answered(
        _objected(upheld, "d", now - timedelta(days=30)), superior, Verdict.UPHELD, now - timedelta(days=12)
    )
    given_up = _refused(request(36), officer, None, now - timedelta(days=31))
    actions.withdraw_objection(
        objection=_objected(given_up, "d", now - timedelta(days=28)),
        why="Pemohon sudah menemukan datanya.",
        by=officer,
        now=now - timedelta(days=27),
    )
    waits = _refused(request(34), officer, None, now - timedelta(days=26))
    _objected(waits, "d", now - timedelta(days=9))
    gone = request(20)
    actions.withdraw(
        request=gone, why="Sudah ketemu di daftar informasi publik.", by=None, now=now - timedelta(days=18)
    )
    longer = request(12)
    actions.extend(
        request=longer,
        reason=ExtensionReason.NOT_HELD_YET,
        words="Dokumen sedang diminta dari dinas teknis.",
        by=officer,
        now=now - timedelta(days=3),
    )
    actions.file_request(
        institution=officer.institution,
        asked=_asked(1, "Daftar sekolah yang atapnya diperbaiki tahun ini."),
        now=now - timedelta(days=5),
    )
    asks = Conversation.objects.filter(institution=officer.institution, state="open", intent__in=ASKS)
    thread = asks.order_by("intent", "-pk").first()
    if thread is not None:
        actions.draft_request(
            conversation=thread, by=office.members[Role.OPERATOR], now=now - timedelta(hours=2)
        )
    actions.take_in_by_hand(
        asked=Asked(
            identity=Identity(name="Karang Taruna Sukamaju"),
            kind=ApplicantKind.BODY,
            details="Data lapangan olahraga milik kabupaten.",
        ),
        channel=Channel.COUNTER,
        received_at=now - timedelta(days=1),
        by=officer,
        now=now - timedelta(days=1),
    )


def _nobody_answers_the_objection(officer: Member, *, now: datetime) -> None:
    """The superior has six weeks, so this one was asked for long ago."""
    asked = actions.file_request(
        institution=officer.institution,
        asked=_asked(3, "Jadwal dan anggaran perjalanan dinas triwulan kedua."),
        now=now - timedelta(days=110),
    ).request
    silent = _objected(
        _refused(asked, officer, None, now - timedelta(days=100)), "d", now - timedelta(days=95)
    )
    actions.note_objection_late(objection=silent, now=now - timedelta(days=20))


def _refused(
    one: PublicInfoRequest, officer: Member, test: ExemptInformation | None, at: datetime
) -> PublicInfoRequest:
    actions.refuse(
        request=one,
        holding=Holding.HELD if test else Holding.NOT_DOCUMENTED,
        words="Membahayakan keamanan obat." if test else "Dokumen ini belum kami susun.",
        test=test,
        by=officer,
        now=at,
    )
    one.refresh_from_db()
    return one


def _objected(one: PublicInfoRequest, reason: str, at: datetime) -> Objection:
    return actions.object_to(
        request=one,
        reason=reason,
        purpose="Penelitian warga.",
        words="Dokumen ini pernah disebut di rapat terbuka.",
        now=at,
    )


def _answered(one: Objection, superior: Member, verdict: Verdict, at: datetime) -> None:
    words = {
        Verdict.UPHELD: "Dokumennya ada di arsip bagian umum. PPID menyerahkannya dalam tiga hari kerja.",
        Verdict.REJECTED: "Kontraknya memang belum ditandatangani. Kami umumkan begitu ada.",
    }
    actions.answer_objection(objection=one, verdict=verdict, words=words[verdict], by=superior, now=at)


def _asked(number: int, details: str) -> Asked:
    name, nik, address, occupation = ASKERS[number % len(ASKERS)]
    return Asked(
        identity=Identity(
            name=name,
            identity_number=nik,
            address=address,
            phone=f"08123456{1000 + number}",
            email=f"pemohon{number}@warga.example",
            occupation=occupation,
        ),
        details=details,
        purpose="Kajian warga tentang pelayanan publik.",
        obtaining=Obtaining.SOFT_COPY,
        sending=Sending.EMAIL,
    )
