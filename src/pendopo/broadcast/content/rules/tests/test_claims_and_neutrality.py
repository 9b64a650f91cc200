"""Numbers with a source, elections without a side, links that lead somewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pendopo.broadcast.content.rules import Candidate, ElectionPeriod, OfficeFacts, SourceFacts
from pendopo.broadcast.content.rules.tests.builders import a_subject, a_variant, codes, only

PERIOD = ElectionPeriod(
    name="Pilkada 2026",
    first=date(2026, 11, 1),
    last=date(2026, 12, 9),
    candidates=(
        Candidate(name="Budi Santoso", number=2, slogans=("Sukamaju Melesat",), other_names=("Mas Budi",)),
    ),
)
IN_ELECTION = OfficeFacts(elections=(PERIOD,))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Sebanyak 1.250 warga sudah divaksin.", "1.250 warga"),
        ("Anggaran Rp 1.250.000.000 untuk jalan.", "Rp 1.250.000.000"),
        ("Nilainya Rp2,5 miliar.", "Rp2,5 miliar"),
        ("Stunting turun 3,4 persen", "turun 3,4 persen"),
        ("Kemiskinan 12% tahun ini", "12%"),
        ("Sudah 3 juta orang mendaftar", "3 juta orang"),
        ("Jalan sepanjang 12 km diperbaiki", "12 km"),
        ("Sukamaju terbaik se-Jawa Tengah", "terbaik se-Jawa"),
        ("Menurut data, air sungai aman", "Menurut data"),
        ("Kita peringkat 2 nasional", "peringkat 2"),
        ("Layanan pertama di Indonesia", "pertama di Indonesia"),
    ],
)
def test_a_claim_asks_for_its_source(text, claim) -> None:
    (finding,) = only(a_subject(text), "claim_without_source")

    assert finding.where.of(text) == claim
    assert finding.needs_reason


@pytest.mark.parametrize(
    "text",
    [
        "Vaksinasi 12 Desember 2026 pukul 08.00-12.00 WIB di Balai Kota.",
        "Hubungi 112 atau 1500123.",
        "Sesuai Pasal 12 Peraturan Nomor 5 Tahun 2026.",
        "Bawa KTP dan KK asli ke loket 3.",
        "Kode pos 57126.",
        "Biaya: Rp0 alias gratis.",
        "SK 188.45/123/2026 sudah terbit.",
        "Data diri Anda aman.",
        "Sebanyak 1.250 warga sudah divaksin. Sumber: Dinas Kesehatan.",
    ],
)
def test_no_source_is_asked_for(text) -> None:
    assert "claim_without_source" not in codes(a_subject(text))


def test_a_source_is_enough_and_an_empty_one_is_none() -> None:
    text = "Sebanyak 1.250 warga sudah divaksin."

    assert "claim_without_source" not in codes(
        a_subject(text, sources=(SourceFacts(kind="document", reference="Laporan Dinkes, November 2026"),))
    )
    assert "claim_without_source" in codes(
        a_subject(text, sources=(SourceFacts(kind="link", reference=" "),))
    )


def test_a_reason_for_a_claim_stays_while_the_words_around_it_change_and_falls_with_the_claim() -> None:
    (first,) = only(a_subject("Sebanyak 1.250 warga hadir."), "claim_without_source")
    (around,) = only(a_subject("Alhamdulillah, sebanyak 1.250 warga hadir pagi ini."), "claim_without_source")
    (other,) = only(a_subject("Sebanyak 9.250 warga hadir."), "claim_without_source")
    (more,) = only(a_subject("Sebanyak 1.250 warga dan 30 desa hadir."), "claim_without_source")

    assert first.key == around.key
    assert len({first.key, other.key, more.key}) == 3
    assert "1 more" in more.sentence.said()


def test_personal_data_is_never_quoted_as_a_claim() -> None:
    found = only(a_subject("NIK 3374010101900001 orang itu"), "claim_without_source")

    assert not any("3374" in finding.sentence.said() for finding in found)


# Neutrality


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ayo coblos nomor 2!", "campaign_appeal"),
        ("Sukamaju Melesat bersama kita", "campaign_appeal"),
        ("Lanjutkan dua periode", "campaign_appeal"),
        ("Pak Budi Santoso meresmikan pasar", "candidate"),
        ("Bersama mas budi", "candidate"),
        ("Ingat nomor urut 2 ya", "candidate"),
        ("nomor dua tetap di hati", "candidate"),
        ("Salam dua jari untuk semua", "hand_sign"),
        ("Kader Golkar hadir", "party"),
        ("Dihadiri PKS dan PAN", "party"),
        ("Tahapan kampanye dimulai", "campaign_term"),
        ("Debat paslon di televisi", "campaign_term"),
    ],
)
def test_in_an_election_period_the_office_takes_no_side(text, code) -> None:
    subject = a_subject(text, office=IN_ELECTION)

    assert code in codes(subject)
    assert code not in codes(a_subject(text))
    assert all(finding.blocks == (code == "campaign_appeal") for finding in only(subject, code))


@pytest.mark.parametrize(
    "text",
    [
        "Siapkan pan dan wajan untuk lomba masak",
        "Bayar PBB sebelum 30 November",
        "Loket nomor 3 dibuka",
        "Budi daya ikan lele untuk warga",
        "Vaksin dosis kedua di puskesmas",
        "Angkat jari telunjuk untuk rekam sidik",
    ],
)
def test_everyday_words_are_not_political(text) -> None:
    political = {"campaign_appeal", "candidate", "hand_sign", "party", "campaign_term"}

    assert not political & set(codes(a_subject(text, office=IN_ELECTION)))


@pytest.mark.parametrize(
    ("due_at", "found"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), True),  # midnight in WIB
        (datetime(2026, 12, 9, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 9, 17, 0, tzinfo=UTC), False),
    ],
)
def test_the_period_begins_and_ends_by_the_offices_own_clock(due_at, found) -> None:
    text = "Tahapan kampanye"
    subject = a_subject(text, office=IN_ELECTION, variants=(a_variant(text, due_at=due_at),))

    assert ("campaign_term" in codes(subject)) is found


# Links


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "link_gone"),
        (410, "link_gone"),
        (0, "link_failed"),
        (503, "link_failed"),
        (200, None),
        (403, None),
    ],
)
def test_a_link_that_was_tried(status, code) -> None:
    text = "Baca di sukamaju.go.id/air dan https://lain.go.id/."
    subject = a_subject(text, link_statuses={"https://sukamaju.go.id/air": status})
    found = [*only(subject, "link_gone"), *only(subject, "link_failed")]

    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.where.of(text) == "sukamaju.go.id/air" for finding in found)


def test_the_link_beside_the_text_is_looked_at_as_it_is() -> None:
    address = "https://sukamaju.go.id/a(b)."
    (finding,) = only(a_subject("Air.", link=address, link_statuses={address: 404}), "link_gone")

    assert finding.where.of(address) == address
