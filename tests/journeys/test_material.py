"""A unit sends photos and numbers from a 360 px phone, and the operator makes a draft of them in one touch.

Everything happens as in an office: in browsers, by the worker, by mail that a server takes. The unit has no account.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.journeys.house import House, a_house
from tests.journeys.liaison import Liaison, a_liaison, link_in
from tests.journeys.people import presses, signed_in_people
from tests.journeys.post import PostOffice, a_post_office

# Runs in a process of its own, beside the house and on its data folder.
PREPARES = """
import django
django.setup()
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
office = an_institution("Pemerintah Kabupaten Mekarjaya")
a_unit(office, "Dinas Kesehatan", short_name="Dinkes", email="dinkes@mekarjaya.example")
print(a_member(office, Role.OPERATOR, name="Sari Handayani").person.email)
print(a_member(office, Role.LEADER, name="Hasan Basri").person.email)
"""
PASSWORD = "kata sandi yang panjang"  # the builders' people have this one
UNIT = "dinkes@mekarjaya.example"
ALT_OF_CHILD = "Seorang anak tersenyum setelah diimunisasi di posyandu."
ALT_OF_ROOM = "Ruang tunggu posyandu dengan kursi biru."
FIGURES = (
    ("Balita yang diimunisasi", "1.204 anak", "Laporan bulanan Dinkes, 20 November 2026"),
    ("Desa yang dilayani", "14 desa", "Laporan bulanan Dinkes, 20 November 2026"),
    ("Cakupan", "93 persen", "https://dinkes.mekarjaya.example/cakupan"),
)


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    with a_post_office() as post:
        yield post


@pytest.fixture(scope="module")
def house(tmp_path_factory, post) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house"), PENDOPO_MAIL_URL=post.url) as house:
        yield house


@pytest.fixture(scope="module")
def office(browser, house) -> SimpleNamespace:
    """Its operator and its leader, signed in."""
    operator, leader = signed_in_people(browser, house, house.beside(PREPARES), PASSWORD)
    return SimpleNamespace(operator=operator, leader=leader)


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> SimpleNamespace:
    """A child, a room, and the form that a mother signed; as large as a phone takes them."""
    folder = tmp_path_factory.mktemp("photos")
    return SimpleNamespace(
        **{
            name: _photo(folder, name, colour)
            for name, colour in (("child", 90), ("room", 160), ("form", 230))
        }
    )


def _photo(folder: Path, name: str, shade: int) -> Path:
    """With enough grain that it weighs what a photograph weighs."""
    image = Image.effect_noise((3000, 2250), 60).convert("RGB")
    ImageDraw.Draw(image).ellipse((800, 500, 2200, 1800), fill=(shade, 120, 90))
    place = folder / f"{name}.jpg"
    image.save(place, quality=92)
    return place


def adds(unit: Liaison, words: str, button: str, **fields: str | Path | bool) -> None:
    """Unfold a form, fill it, keep it."""
    box = unit.page.locator("details", has=unit.page.locator("summary", has_text=words))
    if not box.evaluate("one => one.open"):
        box.locator("summary").click()
    for name, value in fields.items():
        field = box.locator(f"[name={name}]")
        if isinstance(value, Path):
            field.set_input_files(value)
        elif isinstance(value, bool):
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    presses(unit.page, box.get_by_role("button", name=button, exact=True))
    expect(unit.page.get_by_text("Tersimpan.")).to_be_visible()
    unit.fits()


def test_the_operator_asks_and_the_unit_has_mail(office, post):
    operator = office.operator
    operator.goes_to("/bahan/")
    operator.presses("Minta bahan kepada unit")
    operator.fills(
        unit="Dinas Kesehatan",
        title="Imunisasi bulan ini",
        what="Tiga angka cakupan dan dua foto pelayanan.",
        why="Supaya orang tua tahu kapan dan di mana.",
        example="“1.204 balita di 14 desa sudah diimunisasi.”",
    )
    operator.presses("Kirim permintaan")
    operator.sees("Surel belum berangkat")
    operator.presses("Kirim surel sekarang")
    operator.sees("Surel berangkat sekarang.")
    assert "Tiga angka cakupan dan dua foto pelayanan." in post.waits_for(UNIT, "/titip/")


def test_the_unit_gathers_and_sends_from_a_small_phone(browser, house, post, photos):
    unit = a_liaison(browser, house, "Wayan Astuti")
    unit.opens(link_in(post.to(UNIT)[-1]))
    unit.sees("Tiga angka cakupan dan dua foto pelayanan.")
    adds(
        unit,
        "Tambah cerita",
        "Simpan cerita",
        text="Posyandu di 14 desa melayani imunisasi sepanjang November.",
    )
    for text, value, source in FIGURES:
        adds(unit, "Tambah angka", "Simpan angka", text=text, value=value, source=source)
    adds(unit, "Tambah nama", "Simpan nama", value="dr. Ni Luh Putu Ayu, M.Kes.", text="Kepala Puskesmas")
    adds(
        unit,
        "Tambah foto",
        "Simpan foto",
        photo=photos.child,
        shows=ALT_OF_CHILD,
        source="Wayan Astuti, Dinkes",
        rights="own",
        people="Made (4 tahun)",
        has_minor=True,
        consent="guardian",
        consent_on=date.today().isoformat(),
        proof=photos.form,
    )
    adds(
        unit,
        "Tambah foto",
        "Simpan foto",
        photo=photos.room,
        shows=ALT_OF_ROOM,
        source="Wayan Astuti, Dinkes",
        rights="own",
    )


def test_a_broken_line_loses_nothing_that_was_typed(browser, house, post):
    unit = a_liaison(browser, house, "Wayan Astuti")
    unit.opens(link_in(post.to(UNIT)[-1]))
    unit.sees("1.204 anak")
    box = unit.page.locator("details", has=unit.page.locator("summary", has_text="Tambah cerita"))
    box.locator("summary").click()
    box.locator("[name=text]").fill("Kalimat panjang yang ditulis di jalan.")
    unit.page.wait_for_timeout(700)
    unit.page.context.set_offline(True)
    box.get_by_role("button", name="Simpan cerita", exact=True).click()
    unit.page.wait_for_timeout(300)
    unit.page.context.set_offline(False)
    unit.opens(link_in(post.to(UNIT)[-1]))
    box.locator("summary").click()
    expect(box.locator("[name=text]")).to_have_value("Kalimat panjang yang ditulis di jalan.")
    unit.page.locator("[name=said_by]").fill("Wayan Astuti")
    unit.page.get_by_role("button", name="Kirim semuanya", exact=True).click()
    unit.sees("Sudah kami terima. Terima kasih.")
    unit.fits()


def test_the_operator_takes_it_into_a_draft_with_alternative_text_and_sources(office):
    operator = office.operator
    operator.goes_to("/")
    operator.sees("Dinkes mengirim bahan untuk “Imunisasi bulan ini”")
    operator.presses("Jadikan draf")
    operator.sees("93 persen")
    operator.presses("Ambil")
    operator.sees("Sudah diambil, lengkap dengan sumber dan gambarnya.")
    page = operator.page
    expect(page.locator("#composer [name=text]")).to_have_value(
        "Posyandu di 14 desa melayani imunisasi sepanjang November.\n\n"
        + "\n".join(f"- {text}: {value}" for text, value, _source in FIGURES)
    )
    described = [one.input_value() for one in page.locator("#composer [name=alt]").all()]
    assert described == [ALT_OF_CHILD, ALT_OF_ROOM]
    for _text, _value, source in FIGURES:
        expect(page.locator("#sumber")).to_contain_text(source)
    expect(page.locator("#sumber")).to_contain_text("Wayan Astuti, Dinas Kesehatan")


def test_the_leader_reads_how_it_went_with_how_many_it_was_of(office):
    office.leader.goes_to("/bahan/unit/")
    office.leader.sees("Ada 1 jawaban, 1 di antaranya tepat waktu.")
    office.leader.sees("1 dari 1")
