"""Letters hold every field the law asks for, in the file that leaves the house: DOCX and PDF are opened again."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from docx import Document
from PIL import Image
from pypdf import PdfReader

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.serve.openness import actions, letters, queries, reporting
from pendopo.serve.openness.models import Letter
from pendopo.serve.openness.tests.builders import NAME, NIK, NOW, a_request, a_test, an_objection, refused


def flat(text):
    return re.sub(r"\s+", " ", text)


def in_docx(content):
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return flat(" ".join([*(one.text for one in paper.paragraphs), *cells]))


def in_pdf(content):
    return flat(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def read(request, kind, ending):
    letter = Letter.objects.get(request=request, kind=kind)
    drawn = letters.draw(letter.words, request.institution, ending)
    assert drawn.ending == ending
    return {"docx": in_docx, "pdf": in_pdf}[ending](drawn.content)


@pytest.fixture(params=["docx", "pdf"])
def ending(request):
    return request.param


def test_a_refusal_has_all_seven_fields_the_law_and_the_right_to_object(office, officer, superior, ending):
    request = a_request(office)
    test = a_test(officer, approved_by=superior)
    actions.refuse(
        request=request, holding="held", words="Gudang bisa dibobol.", test=test, by=officer, now=NOW
    )
    said = read(request, "refusal", ending)
    seven = (
        "001/PPID/2026",
        NAME,
        "Jalan Melati 5, Mekarjaya",
        "Guru",
        "081234567890, bambang@contoh.example",
        "Salinan anggaran perbaikan jalan Mawar tahun 2025.",
        "Gudang bisa dibobol.",
    )
    for field in seven:
        assert field in said, field
    assert "pasal 17 huruf c" in said
    assert test.number in said
    assert "keberatan" in said
    assert "30 hari kerja" in said
    assert "12 Januari 2027" in said  # over Christmas, collective leave and New Year
    assert "PEMERINTAH KABUPATEN CONTOH" in said
    assert "Maria Lengkong" in said
    assert NIK not in said


def test_the_receipt_tells_what_was_asked_when_it_is_answered_and_the_code(office, ending):
    filed_code = None
    request = a_request(office)
    words = dict(Letter.objects.get(request=request, kind="receipt").words["fields"])
    filed_code = words["Kode Anda"]
    said = read(request, "receipt", ending)
    for field in (
        "001/PPID/2026",
        NAME,
        "Penelitian warga.",
        "Salinan digital",
        "Lewat surel",
        "9 Desember 2026",
        filed_code,
    ):
        assert field in said, field


def test_a_notice_says_held_decided_form_and_cost(office, officer, ending):
    request = a_request(office)
    actions.notify(
        request=request,
        decision="full",
        given_as="hard_copy",
        words="Tiga puluh lembar.",
        cost=15000,
        cost_words="Fotokopi",
        by=officer,
        now=NOW,
    )
    said = read(request, "notice", ending)
    for field in (
        "Dikuasai di sini",
        "Dikabulkan seluruhnya",
        "Salinan cetak",
        "Rp15.000 (Fotokopi)",
        "Tiga puluh lembar.",
    ):
        assert field in said, field


def test_an_extension_names_its_legal_reason_and_the_new_day(office, officer, ending):
    request = a_request(office)
    actions.extend(request=request, reason="not_held_yet", words="Arsip dicari.", by=officer, now=NOW)
    said = read(request, "extension", ending)
    for field in ("belum dikuasai", "Arsip dicari.", "18 Desember 2026"):
        assert field in said, field


def test_letters_of_an_objection_name_both_numbers_reason_verdict_and_commission(
    office, officer, superior, ending
):
    request = refused(a_request(office), officer)
    objection = an_objection(request)
    said = read(request, "objection_receipt", ending)
    for field in ("001/KEB-PPID/2026", "001/PPID/2026", "d. Ditanggapi", "12 Januari 2027", NAME):
        assert field in said, field
    actions.answer_objection(
        objection=objection, verdict="rejected", words="Memang tidak kami kuasai.", by=superior, now=NOW
    )
    said = read(request, "objection_answer", ending)
    for field in (
        "Keberatan ditolak",
        "Memang tidak kami kuasai.",
        "Komisi Informasi",
        "15 Desember 2026",
        "Nurlela Siregar",
        "Atasan PPID",
    ):
        assert field in said, field


def test_what_an_applicant_writes_is_never_read_as_markup(office, ending):
    evil = 'Minta #read("/etc/passwd") *tebal* $x$ <w:p> \\ @ja `kode` dan [tautan].'
    said = read(a_request(office, details=evil), "receipt", ending)
    assert flat(evil) in said


def test_a_pdf_says_its_language_and_title_to_a_screen_reader(office):
    letter = Letter.objects.get(request=a_request(office))
    reader = PdfReader(BytesIO(letters.draw(letter.words, office, "pdf").content))
    assert reader.trailer["/Root"]["/Lang"] == "id"
    assert reader.metadata.title == "Tanda terima permohonan 001/PPID/2026"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_letter_stands_on_the_offices_paper_in_the_order_of_an_office_letter(office, officer, ending):
    drawn = BytesIO()
    Image.new("RGBA", (900, 1200), "#22aa44").save(drawn, "PNG")
    office.address, office.phone = "Jalan Alun-alun 1, Mekarjaya", "(0299) 555100"
    office.logo.save("lambang.png", ContentFile(drawn.getvalue()))
    request = refused(a_request(office), officer)
    letter = Letter.objects.get(request=request, kind="refusal")
    content = letters.draw(letter.words, office, ending).content
    said = {"docx": in_docx, "pdf": in_pdf}[ending](content)
    assert "PEMERINTAH KABUPATEN CONTOH Jalan Alun-alun 1, Mekarjaya (0299) 555100" in said
    for part in ("Nomor : 001/PPID/2026", "Sifat : Biasa", "Lampiran : –", "Hal : Penolakan permohonan"):
        assert part in said, part
    assert f"Yth. {NAME} Jalan Melati 5" in said
    assert re.search(r"\(PPID\), Maria Lengkong.*Tembusan: 1\. Atasan PPID", said)
    if ending == "pdf":
        assert len(PdfReader(BytesIO(content)).pages[0].images) == 1
    else:
        assert len(Document(BytesIO(content)).inline_shapes) == 1


def test_a_letter_stays_as_it_was_written(office, officer):
    request = a_request(office)
    before = Letter.objects.get(request=request).words
    office.name = "Nama Baru"
    office.save()
    assert Letter.objects.get(request=request).words == before
    assert NAME.encode() not in bytes(Letter.objects.get(request=request).kept)


def test_who_opens_a_letter_is_in_the_ledger_and_not_everybody_may(
    office, officer, superior, operator, auditor
):
    letter = Letter.objects.get(request=a_request(office))
    for member in (officer, superior):
        actions.open_letter(letter=letter, by=member, now=NOW)
    for member in (operator, auditor):
        with pytest.raises(Refused):
            actions.open_letter(letter=letter, by=member, now=NOW)
    assert LedgerEntry.objects.filter(did="openness.letter_drawn").count() == 2


def test_the_yearly_report_holds_every_part_of_the_law(office, officer, ending):
    refused(a_request(office), officer)
    report = actions.keep_report(
        year=2026,
        by=officer,
        now=NOW,
        policy="Terbuka lebih dulu.",
        facilities="Satu loket.",
        staff="Dua orang.",
        budget="Rp45 juta.",
        obstacles_inside="Arsip lama.",
        obstacles_outside="Alamat kurang jelas.",
        recommendations="Alihmedia.",
        follow_up="Triwulan tiga.",
    )
    words = reporting.words_of(office, queries.figures(office, 2026), report, now=NOW)
    said = {"docx": in_docx, "pdf": in_pdf}[ending](letters.draw(words, office, ending).content)
    for part in (
        "LAPORAN LAYANAN INFORMASI PUBLIK TAHUN 2026",
        "Kebijakan umum",
        "Terbuka lebih dulu.",
        "Sarana",
        "Dua orang.",
        "Rp45 juta.",
        "Dari 1 permohonan terdaftar, 1 diputuskan, 1 di antaranya dalam tenggat",
        "Penolakan menurut alasan",
        "Tidak ada keberatan pada tahun ini.",
        "Arsip lama.",
        "Alamat kurang jelas.",
        "Alihmedia.",
        "Triwulan tiga.",
    ):
        assert part in said, part
