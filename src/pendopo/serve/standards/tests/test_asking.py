"""What citizens ask, in their own words, finds its service and its component."""

from __future__ import annotations

import pytest

from pendopo.serve.standards import queries
from pendopo.serve.standards.asking import asked_of
from pendopo.serve.standards.states import Component
from pendopo.serve.standards.tests.builders import a_service, in_force

SERVICES = [
    (1, ("Penerbitan KTP elektronik", "KTP-el", "KTP", "e-KTP", "ektp", "kartu tanda penduduk")),
    (2, ("Penerbitan kartu keluarga", "KK", "tambah anggota keluarga")),
    (3, ("Penerbitan akta kelahiran", "Akta lahir", "akte lahir")),
    (4, ("KTP hilang", "KTP hilang")),
    (5, ("Pemasangan sambungan air minum baru", "Sambungan air", "pasang PDAM")),
]
C = Component


@pytest.mark.parametrize(
    ("text", "service", "components"),
    [
        ("min, syarat bikin ektp apa aja ya?", 1, (C.REQUIREMENTS,)),
        ("Brp biaya buat KTP", 1, (C.COST,)),
        ("bikin kk brp lama min", 2, (C.TIME,)),
        ("Persyaratan dan biaya akte lahir?", 3, (C.REQUIREMENTS, C.COST)),
        ("KTP saya jadi kapan?", 1, (C.TIME,)),
        ("gmn cara pasang pdam", 5, (C.PROCEDURE,)),
        ("kartu keluarganya bayar gak", 2, (C.COST,)),
        ("loket e-KTP hari sabtu buka jam berapa", 1, (C.HOURS,)),
        ("KTP hilang syaratnya apa", 4, (C.REQUIREMENTS,)),
        ("BERAPA LAMA URUS KARTU TANDA PENDUDUK???", 1, (C.TIME,)),
    ],
)
def test_a_question_finds_its_service_and_what_is_asked_of_it(text, service, components):
    first = asked_of(text, SERVICES)[0]
    assert (first.service, first.components, first.is_unsure) == (service, components, False)
    assert first.words


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih KTP saya sudah jadi",
        "Kapan air mengalir lagi?",
        "Syaratnya apa min?",
        "Biaya hidup makin mahal",
        "kkn desa",
        "",
        "🙏🙏",
    ],
)
def test_where_nothing_is_asked_of_a_service_nothing_is_proposed(text):
    assert asked_of(text, SERVICES) == []


def test_a_service_without_a_clear_question_is_unsure_and_offers_everything():
    (one,) = asked_of("Mau tanya soal KTP-el, bisa?", SERVICES)
    assert (one.service, one.components, one.is_unsure) == (1, (), True)


def test_a_name_in_another_order_is_unsure():
    (one,) = asked_of("Syarat air minum di rumah baru, sambungan pemasangan bagaimana", SERVICES)
    assert (one.service, one.is_unsure) == (5, True)


def test_two_services_are_both_found():
    found = asked_of("biaya kk sama akta lahir berapa?", SERVICES)
    assert {one.service for one in found} == {2, 3}


def test_answers_come_from_standards_in_force_with_source_and_revision_date(office, writer, approver):
    service = a_service(writer, "KTP-el", also_called="KTP, ektp")
    a_service(writer, "KK")
    held = in_force(service, writer=writer, approver=approver, cost="Gratis.")
    (match,) = queries.answers_to("biaya ktp berapa", office.pk)
    (quote,) = match.quotes
    assert (match.of, quote.name, quote.text) == ("KTP-el", "layanan:KTP-el:biaya", "Gratis.")
    assert quote.source == "Sumber: Standar Pelayanan KTP-el, berlaku sejak 25 November 2026."
    assert queries.answers_to("syarat kk apa", office.pk) == []
    assert held.revised_on is not None


def test_what_is_quoted_by_name_is_what_holds_today(office, writer, approver, django_assert_num_queries):
    service = a_service(writer, "KTP-el")
    in_force(service, writer=writer, approver=approver, cost="Gratis.")
    names = [
        "layanan:KTP-el:biaya",
        "layanan:ktp-el:waktu",
        "layanan:KTP-el:harga",
        "layanan:X:biaya",
        "cuaca:a:b",
    ]
    with django_assert_num_queries(1):
        found = queries.named(office.pk, names)
    assert set(found) == set(names[:2])
    in_force(service, writer=writer, approver=approver, cost="Rp10.000")
    assert queries.named(office.pk, names)["layanan:KTP-el:biaya"].text == "Rp10.000"
    assert len(queries.offered(office.pk)) == 7


def test_another_institution_answers_nothing_of_ours(stranger, office, writer, approver):
    in_force(a_service(writer, "KTP-el"), writer=writer, approver=approver)
    assert queries.answers_to("biaya KTP-el", stranger.institution_id) == []
