"""What is personal data in a text, and what only looks like it."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.personal_data import Kind, Published, found_in, masked
from pendopo.foundation.personal_data.identity_numbers import PROVINCES, is_card, is_nik
from pendopo.networks import counting

OFFICE = Published.of(
    phones=["0812 1111 2222", "(0271) 642020"],
    emails=["Diskominfo@sukamaju.go.id"],
    bank_accounts=["1-001-00123-4"],
)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("NIK Ibu Siti: 3374010101900001.", Kind.NIK, "3374010101900001"),
        ("atas nama Siti (3374015205900003)", Kind.NIK, "3374015205900003"),
        ("nik 3374 0152 0590 0003 sudah terdaftar", Kind.NIK, "3374 0152 0590 0003"),
        ("3374-0101-0190-0001", Kind.NIK, "3374-0101-0190-0001"),
        ("33.74.01.010190.0001", Kind.NIK, "33.74.01.010190.0001"),
        ("33740101O19OOOO1", Kind.NIK, "33740101O19OOOO1"),
        ("３３７４０１０１０１９００００１", Kind.NIK, "３３７４０１０１０１９００００１"),
        ("3374\u200b0101\u200b0190\u200b0001", Kind.NIK, "3374\u200b0101\u200b0190\u200b0001"),
        ("No. KTP 9999990101900001", Kind.NIK, "9999990101900001"),
        ("https://contoh.go.id/cek?nik=3374010101900001", Kind.NIK, "3374010101900001"),
        ("No. KK 3374010506150007 milik keluarga", Kind.FAMILY_CARD, "3374010506150007"),
        ("Kartu Keluarga: 3374010506150007", Kind.FAMILY_CARD, "3374010506150007"),
        ("Hubungi 081234567890 ya", Kind.MOBILE, "081234567890"),
        ("Hubungi 0812-3456-7890 Ibu Sri", Kind.MOBILE, "0812-3456-7890"),
        ("Hubungi 0812.3456.7890.", Kind.MOBILE, "0812.3456.7890"),
        ("WA O812 3456 789O", Kind.MOBILE, "O812 3456 789O"),
        ("+62 812 3456 7890", Kind.MOBILE, "+62 812 3456 7890"),
        ("+62 (0)812-3456-7890", Kind.MOBILE, "+62 (0)812-3456-7890"),
        ("62812–3456–7890", Kind.MOBILE, "62812–3456–7890"),
        ("WA 81234567890", Kind.MOBILE, "81234567890"),
        ("daftar di https://wa.me/6281234567890?text=Halo", Kind.MOBILE, "6281234567890"),
        ("https://api.whatsapp.com/send?phone=6281234567890", Kind.MOBILE, "6281234567890"),
        ("tahun 2026 081234567890", Kind.MOBILE, "081234567890"),
        ("telepon rumah (0271) 654321", Kind.LANDLINE, "(0271) 654321"),
        ("021-5551234", Kind.LANDLINE, "021-5551234"),
        ("Telp. 0271654321", Kind.LANDLINE, "0271654321"),
        ("+62 21 5551 2345", Kind.LANDLINE, "+62 21 5551 2345"),
        ("kirim ke budi.santoso@gmail.com", Kind.EMAIL, "budi.santoso@gmail.com"),
        ("budi [at] gmail.com", Kind.EMAIL, "budi [at] gmail.com"),
        ("siti(at)contoh.go.id", Kind.EMAIL, "siti(at)contoh.go.id"),
        ("Rek. BRI 0123-01-004567-50-9 a.n. Budi", Kind.BANK_ACCOUNT, "0123-01-004567-50-9"),
        ("transfer ke BCA 1234567890", Kind.BANK_ACCOUNT, "1234567890"),
        ("Bank Jateng no rekening 3-001-12345-6", Kind.BANK_ACCOUNT, "3-001-12345-6"),
        ("1380012345678 (Mandiri)", Kind.BANK_ACCOUNT, "1380012345678"),
        ("5274001234567 a.n. Siti Aminah", Kind.BANK_ACCOUNT, "5274001234567"),
        ("kartu 4111 1111 1111 1111", Kind.CARD, "4111 1111 1111 1111"),
        ("Mobil B 1234 CD melanggar", Kind.PLATE, "B 1234 CD"),
        ("pelat AD 12 B", Kind.PLATE, "AD 12 B"),
        ("motor H4321XY", Kind.PLATE, "H4321XY"),
        ("nopol ad 1234 xy", Kind.PLATE, "ad 1234 xy"),
        ("mobil B 2026 XYZ", Kind.PLATE, "B 2026 XYZ"),
        ("KT-1234-AB", Kind.PLATE, "KT-1234-AB"),
        (
            "Rumahnya di Jl. Melati No. 12 RT 03/RW 05, Jagalan",
            Kind.ADDRESS,
            "Jl. Melati No. 12 RT 03/RW 05",
        ),
        ("Perum Griya Asri Blok C-12 RT 2 RW 7", Kind.ADDRESS, "Perum Griya Asri Blok C-12 RT 2 RW 7"),
        ("jalan kenanga nomor 7a rt.001/002", Kind.ADDRESS, "jalan kenanga nomor 7a rt.001/002"),
    ],
)
def test_is_found(text, kind, found) -> None:
    hits = found_in(text)

    assert [(hit.kind, text[hit.start : hit.end]) for hit in hits] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Anggaran Rp 1.250.000.000 untuk 12 desa.",
        "APBN 2026 sebesar Rp3.621.313.400.000.000.",
        "Pagu 12.500.000 13.700.000 rupiah",
        "Bank BRI menyalurkan Rp 1.250.000.000 kepada petani",
        "Sebanyak 10.250.000 rekening dibuka",
        "Rekening dibuka 12-05-2026, tutup 30-06-2026",
        "Program Mandiri 2025-2026",
        "Keputusan Bupati Nomor 188.45/123/2026",
        "SK No. 800/1234/BKPSDM/2026 tanggal 3 Januari 2026",
        "Pasal 12 UU 14/2008 dan Perki 1/2021",
        "NIP 19850312 201001 1 005",
        "NIP 198503122010011005",
        "Call center 112, 119, 1500123, atau 14045",
        "Bebas pulsa 0800-1-234567",
        "SMS ke 1708",
        "Kode pos 57126 Surakarta",
        "Buka 08.00-16.00 WIB, Jumat 08.00-16.30",
        "Senin, 23-11-2026 pukul 0730-1600",
        "1 Ramadan 1448 H 2026 M",
        "1448 H / 2027 M",
        "Konferensi G 20 RI",
        "Blok B 123 AB dan Gedung D 101 C",
        "UUD 1945, PP 94 TU",
        "D 3 Kebidanan, S 1 PGSD",
        "Lomba W 100 KM dan T 1000 PNS, BA 2026 RI",
        "Kereta KA 7021B, penerbangan GA 237",
        "NOP PBB 33.74.010.001.002-0123.0",
        "Nomor resi 0123456789012, billing 820260112345678",
        "https://sukamaju.go.id/berita/2026/081234567890",
        "https://contoh.go.id/b-1234-cd",
        "Gabung di https://wa.me/message/ABCDEF123456",
        "@diskominfo@sukamaju.go.id",
        "Kantor kami di Jl. Pahlawan No. 9 Sukamaju",
        "Kerja bakti warga RT 03/RW 05 Kelurahan Jagalan",
        "Skor 3-1, 2-0, 4-2",
        "Koordinat -7.5666, 110.8167",
        "Suhu 34,5 derajat; 2.024 warga; 1.250 KK menerima bantuan",
        "ISBN 978-602-1234-56-7",
        "Surat nomor 0099999999999999",
        "2024 2025 2026 2027",
        "Halo 2026",
        "",
    ],
)
def test_is_not_taken_for_personal_data(text) -> None:
    assert found_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "WA 0812-1111-2222",
        "https://wa.me/6281211112222",
        "Telp (0271) 642020",
        "diskominfo@sukamaju.go.id",
        "Rekening PBB Bank Jateng 1-001-00123-4",
    ],
)
def test_what_the_office_publishes_may_be_said(text) -> None:
    assert found_in(text)
    assert found_in(text, OFFICE) == ()


def test_the_offices_own_address_may_be_said_and_the_neighbours_may_not() -> None:
    office = Published.of(addresses=["Jl. Melati  No. 1"])

    assert found_in("Datang ke Jl. Melati No. 1 RT 03/RW 05", office) == ()
    assert [hit.kind for hit in found_in("Jl. Melati No. 12 RT 03/RW 05", office)] == [Kind.ADDRESS]


def test_an_office_number_does_not_open_the_door_for_another() -> None:
    assert [hit.kind for hit in found_in("081211112222 atau 081211112223", OFFICE)] == [Kind.MOBILE]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 3374010101900001, HP 081234567890.", "NIK 3374********0001, HP 0812****890."),
        ("Surel budi@gmail.com", "Surel b***@gmail.com"),
        ("Mobil B 1234 CD", "Mobil B ****"),
        ("BCA 1234567890", "BCA ****7890"),
        ("di Jl. Melati No. 12 RT 03/RW 05 ya", "di **** ya"),
        ("Air mengalir lagi.", "Air mengalir lagi."),
    ],
)
def test_a_text_is_shown_without_it(text, shown) -> None:
    assert masked(text) == shown


# The NIK check against one that is slow and obvious.

ALL_DATES = {
    f"{day.day + women:02}{day:%m%y}"
    for day in (date(1900, 1, 1) + timedelta(days=n) for n in range(73_050))
    for women in (0, 40)
}


def obviously_nik(digits: str) -> bool:
    return (
        len(digits) == 16
        and digits[:2] in PROVINCES
        and digits[2:4] in {f"{n:02}" for n in range(1, 80)}
        and digits[4:6] != "00"
        and digits[6:12] in ALL_DATES
        and digits[12:] in {f"{n:04}" for n in range(1, 10_000)}
    )


@given(digits=st.text("0123456789", min_size=15, max_size=17))
def test_any_digits_are_judged_as_the_obvious_check_judges_them(digits) -> None:
    assert is_nik(digits) == obviously_nik(digits)


@given(
    area=st.sampled_from(sorted(PROVINCES)),
    regency=st.integers(0, 99),
    district=st.integers(0, 3),
    day=st.integers(0, 99),
    month=st.integers(0, 14),
    year=st.integers(0, 99),
    serial=st.sampled_from(["0000", "0001", "9999"]),
)
def test_what_is_nearly_a_nik_is_judged_alike_too(area, regency, district, day, month, year, serial) -> None:
    digits = f"{area}{regency:02}{district:02}{day:02}{month:02}{year:02}{serial}"

    assert is_nik(digits) == obviously_nik(digits)


@pytest.mark.parametrize(
    ("digits", "can_be"),
    [
        ("3374012902960001", True),  # 29 February 1996
        ("3374012902000001", True),  # of 2000
        ("3374012902950001", False),
        ("3374016902960001", True),  # a woman born on it
        ("3374013002960001", False),
        ("3374010101900000", False),
        ("2074010101900001", False),
    ],
)
def test_leap_days_and_edges(digits, can_be) -> None:
    assert is_nik(digits) is can_be


def test_a_card_number_has_its_check_digit() -> None:
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")


# Properties

GROUPS = st.sampled_from(["", " ", "-", ".", "  "])


@st.composite
def niks(draw) -> str:
    born = draw(st.dates(date(1940, 1, 1), date(2020, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 40]))
    serial = draw(st.integers(1, 9999))
    return f"{draw(st.sampled_from(sorted(PROVINCES)))}0401{day:02}{born:%m%y}{serial:04}"


@given(nik=niks(), between=GROUPS, before=st.sampled_from(["", "NIK ", "(", "Ibu Siti, "]))
def test_every_nik_is_found_however_it_is_grouped(nik, between, before) -> None:
    written = between.join(nik[n : n + 4] for n in range(0, 16, 4))
    text = f"{before}{written} terima kasih"

    assert [(hit.kind, text[hit.start : hit.end]) for hit in found_in(text)] == [(Kind.NIK, written)]


@given(rest=st.text("0123456789", min_size=7, max_size=9), third=st.sampled_from("123456789"), between=GROUPS)
def test_every_mobile_number_is_found_and_covered(rest, third, between) -> None:
    number = f"08{third}{rest}"
    written = between.join([number[:4], number[4:8], number[8:]])
    text = f"Silakan hubungi {written} untuk bertanya"

    assert [hit.kind for hit in found_in(text)] == [Kind.MOBILE]
    shown = "".join(sign for sign in masked(text) if sign.isdigit())
    assert len(shown) <= len(number) - 3


PIECES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *(
                "3374010101900001",
                "0812-3456-7890",
                "O812 3456 789O",
                "budi@gmail.com",
                "BCA 1234567890",
                "Rek",
            ),
            *(
                "B 1234 CD",
                "Jl. Melati No. 12 RT 03/RW 05",
                "Rp 1.250.000",
                "wa.me/6281234567890",
                "(0271) 654321",
            ),
            *("https://a.go.id/x", "KK", "4111111111111111", "+62", "plat", "\u200b", "RT 1", "a.n.", "\n"),
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=8).map("".join)


@given(text=TEXTS)
def test_spans_lie_inside_the_text_in_order_and_never_overlap(text) -> None:
    end = 0
    for hit in found_in(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@given(text=TEXTS)
def test_a_mask_shows_fewer_digits_than_it_covers_a_text_of(text) -> None:
    for hit in found_in(text):
        written = text[hit.start : hit.end]
        digits = [sign for sign in written if unicodedata.decimal(sign, None) is not None or sign in "OoIl"]
        assert written not in hit.masked
        if hit.kind is not Kind.EMAIL:
            assert sum(sign.isdigit() for sign in hit.masked) < max(len(digits), 1)
            assert not re.search(r"[0-9]{6,}", hit.masked)


@given(text=TEXTS)
def test_covering_leaves_nothing_of_the_same_kind_where_it_stood(text) -> None:
    for hit in found_in(text):
        mended = text[: hit.start] + hit.masked + text[hit.end :]
        end = hit.start + len(hit.masked)
        again = [one for one in found_in(mended) if one.kind is hit.kind]
        assert not [one for one in again if one.start >= hit.start and one.end <= end]


def test_random_numbers_are_rarely_taken_for_a_nik() -> None:
    chance = random.Random(2026)
    numbers = ["".join(chance.choices("0123456789", k=16)) for _ in range(2000)]

    assert sum(bool([h for h in found_in(number) if h.kind is Kind.NIK]) for number in numbers) < 80


@given(text=TEXTS)
def test_a_covered_text_holds_nothing_more_and_stays_as_it_is(text) -> None:
    covered = masked(text)

    assert found_in(covered) == ()
    assert masked(covered) == covered


@pytest.mark.parametrize(
    "text",
    [
        "https://sukamaju.go.id/berita/2026/081234567890",
        "https://contoh.go.id/b-1234-cd",
        "lihat sukamaju.go.id/berita/021-5551234",
        "“https://contoh.go.id/?id=4111111111111111”",
    ],
)
def test_a_number_in_the_address_of_a_page_is_its_name(text) -> None:
    assert found_in(text) == ()
    assert counting.links(text, bare=True)


@pytest.mark.parametrize(
    "text",
    [
        "https://contoh.go.id/ 081234567890",
        "contoh.go.id. 081234567890",
        "(lihat contoh.go.id)081234567890",
        "https://contoh.go.id/hubungi?lewat=wa.me/6281234567890",
        "tel:+6281234567890",
    ],
)
def test_a_number_beside_a_page_or_to_be_dialled_is_covered(text) -> None:
    assert [hit.kind for hit in found_in(text)] == [Kind.MOBILE]


def test_a_long_text_without_spaces_is_read_in_no_time() -> None:
    began = time.process_time()
    found_in("contoh.go.id" + "a" * 20_000 + "081234567890 " + "0812-3456-7890," * 2_000)

    assert time.process_time() - began < 2
