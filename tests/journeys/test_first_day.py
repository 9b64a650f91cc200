"""An office's first day: from an empty machine to a post that stands, and an answer to a citizen.

The house's own practice and portal serve as networks; `test_five_networks.py` goes the whole way through real
servers. The tests tell one story and run in their order: while a comment is on its way into the inbox, others go on.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.connecting import is_connected
from tests.journeys.people import (
    DESK,
    Somebody,
    a_photo,
    adds_picture,
    approves,
    begins,
    explains_and_submits,
    presses,
    signs_in,
    somebody,
    tabs_to,
    writes,
)
from tests.journeys.waiting import until

ALT = "Petugas posyandu menimbang balita di balai desa."


def test_an_office_opens_its_house_and_connects_practice_and_portal(admin, operator, approver):
    admin.goes_to("/lembaga/unit/baru/")
    admin.fills(name="Dinas Komunikasi dan Informatika", short_name="Diskominfo")
    presses(admin.page, admin.page.locator("main form").last.locator("button").last)
    admin.goes_to("/latihan/akun-baru/")
    admin.fills(name="Kabupaten Mekarjaya", handle="mekarjaya")
    admin.page.locator("main form button").last.click()
    token = admin.page.locator("#token").inner_text()
    admin.goes_to("/akun/hubungkan/practice/")
    admin.fills(base=admin.house.base, token=token)
    admin.page.locator("main form button").last.click()
    is_connected(admin)
    admin.goes_to("/lembaga/portal/")
    admin.page.locator("main form button").first.click()
    token = admin.page.locator("#token").inner_text()
    admin.goes_to("/akun/hubungkan/portal/")
    admin.fills(base=admin.house.base, token=token)
    admin.page.locator("main form button").last.click()
    is_connected(admin)


def test_a_draft_becomes_a_post(operator, approver):
    operator.goes_to("/konten/baru/")
    operator.fills(title="Air bersih kembali mengalir")
    operator.page.locator("main form").last.locator("button").last.click()
    operator.page.wait_for_url(re.compile(r"/konten/\d+/$"))
    item = re.search(r"/konten/(\d+)/", operator.page.url).group(1)
    operator.fills(text="Air bersih kembali mengalir di Desa Sukamaju. NIK pelapor 3374011203900001.")
    for account in operator.page.locator("[name=account]").all():
        account.check()
    expect(operator.page.locator("#periksa")).to_contain_text("NIK")
    operator.page.locator("#composer [name=title]").fill("Air bersih kembali mengalir")
    operator.fills(text="Air bersih kembali mengalir di Desa Sukamaju. Terima kasih atas kesabaran Anda.")
    explains_and_submits(operator)
    for _step in ("editor", "approver"):
        approver.goes_to(f"/konten/{item}/tinjau/")
        approver.sees("Air bersih kembali mengalir di Desa Sukamaju")
        presses(approver.page, approver.page.locator("button[form=decide]").last)
    operator.goes_to(f"/konten/{item}/")
    until(
        operator.page,
        "/tayang/?lihat=tayang",
        lambda: operator.page.get_by_text("Air bersih kembali").count() >= 2,
    )
    operator.goes_to("/latihan/")
    operator.sees("Air bersih kembali mengalir di Desa Sukamaju. Terima kasih atas kesabaran Anda.")
    operator.goes_to("/portal/")
    operator.sees("Air bersih kembali mengalir")


def a_citizen_writes(person: Somebody, name: str, text: str, *, under: str) -> None:
    """On the practice network anybody may speak for an invented citizen."""
    person.goes_to("/latihan/")
    post = person.page.locator("main article", has_text=under).first
    post.get_by_role("link", name=re.compile("jawaban|answer")).click()
    person.fills(name=name, text=text)
    person.page.locator("form[action$='kata-warga/'] button").click()
    person.sees(text)


def test_a_citizen_says_something_on_the_practice_network(operator):
    a_citizen_writes(
        operator, "Bu Rini", "Di RT 04 airnya masih mati, kapan normal?", under="Air bersih kembali mengalir"
    )


@pytest.fixture(scope="module")
def without_script(browser, house, operator, approver) -> dict[str, Somebody]:
    """The same people, and a visitor, in browsers that run no script."""
    found = {}
    for role, one in (("operator", operator), ("approver", approver)):
        found[role] = somebody(browser, house, one.name, phone=role == "approver", script=False)
        signs_in(found[role])
    return found | {"visitor": somebody(browser, house, "Warga", phone=True, script=False)}


def test_without_script_a_post_with_a_picture_is_written_approved_and_commented_on(without_script, tmp_path):
    writer, approver, visitor = (without_script[one] for one in ("operator", "approver", "visitor"))
    item = begins(writer, "Jadwal imunisasi")
    writes(writer, "Jadwal imunisasi balita", "Imunisasi balita kembali digelar di balai desa Sukamaju.")
    adds_picture(writer, a_photo(tmp_path), ALT)
    explains_and_submits(writer)
    for _step in ("editor", "approver"):
        approves(approver, item)
    until(visitor.page, "/portal/", lambda: visitor.page.get_by_text("Jadwal imunisasi balita").count() > 0)
    visitor.page.get_by_role("link", name="Jadwal imunisasi balita").click()
    expect(visitor.page.get_by_alt_text(ALT)).to_be_visible()
    visitor.fills(author="Bu Wati", text="Apakah perlu membawa buku KIA?")
    visitor.page.locator("#tulis form button").click()
    visitor.sees("Terima kasih.")


def approved_post(operator: Somebody, approver: Somebody, title: str, text: str) -> str:
    """A post that was written, reviewed and approved; it goes out at once. Returns its number."""
    operator.goes_to("/konten/baru/")
    operator.fills(title=title)
    operator.page.locator("main form").last.locator("button").last.click()
    operator.page.wait_for_url(re.compile(r"/konten/\d+/$"))
    item = re.search(r"/konten/(\d+)/", operator.page.url).group(1)
    operator.page.locator("#composer [name=title]").fill(title)
    operator.fills(text=text)
    for account in operator.page.locator("[name=account]").all():
        account.check()
    explains_and_submits(operator)
    for _step in ("editor", "approver"):
        approver.goes_to(f"/konten/{item}/tinjau/")
        presses(approver.page, approver.page.locator("button[form=decide]").last)
    return item


def test_workers_killed_in_the_middle_leave_one_post(house, operator, approver):
    approved_post(
        operator, approver, "Posyandu keliling", "Posyandu keliling hadir di balai desa setiap Selasa pagi."
    )
    house.kill_workers()
    until(
        operator.page,
        "/tayang/?lihat=tayang",
        lambda: operator.page.get_by_text("Posyandu keliling").count() >= 2,
        seconds=240,
    )
    operator.goes_to("/latihan/")
    assert operator.page.get_by_text("Posyandu keliling hadir di balai desa setiap Selasa pagi.").count() == 1


def test_everything_is_stopped_and_goes_on_with_a_decision_about_each_post(operator, approver):
    approver.goes_to("/tayang/henti/")
    approver.fills(why="Gempa di pesisir utara")
    approver.presses("Hentikan semua sekarang")
    approver.sees("Gempa di pesisir utara")
    approved_post(
        operator, approver, "Lomba foto desa", "Lomba foto desa dibuka sampai akhir bulan di balai desa."
    )
    until(approver.page, "/tayang/henti/", lambda: approver.page.get_by_text("Lomba foto desa").count() >= 2)
    operator.goes_to("/latihan/")
    assert operator.page.get_by_text("Lomba foto desa dibuka").count() == 0
    for choice in approver.page.locator("input[value=release]").all():
        choice.check()
    presses(approver.page, approver.button("Lanjutkan tayangan"))
    until(
        operator.page, "/latihan/", lambda: operator.page.get_by_text("Lomba foto desa dibuka").count() == 1
    )


def test_a_citizens_comment_gets_its_answer_in_the_thread(operator):
    until(operator.page, "/masukan/", lambda: operator.page.get_by_text("Bu Rini").count() > 0, seconds=90)
    operator.page.get_by_role("link", name=re.compile("Bu Rini")).first.click()
    operator.sees("Di RT 04 airnya masih mati, kapan normal?")
    operator.page.locator("#reply textarea").fill(
        "Petugas memeriksa pipa RT 04 pagi ini, Bu. Kami kabari siang nanti."
    )
    operator.page.locator("form[action*='/jawab/'] .btn-primary").click()
    operator.sees("Jawaban Anda sedang dikirim.")
    operator.goes_to("/latihan/")
    thread = operator.page.locator("main article", has_text="Air bersih kembali mengalir")
    path = thread.get_by_role("link", name=re.compile("jawaban|answer")).get_attribute("href")
    until(
        operator.page,
        path,
        lambda: operator.page.get_by_text("Petugas memeriksa pipa RT 04 pagi ini").count() > 0,
    )


def test_without_script_a_citizen_is_answered(without_script):
    writer, visitor = without_script["operator"], without_script["visitor"]
    until(writer.page, "/masukan/", lambda: writer.page.get_by_text("Bu Wati").count() > 0, seconds=90)
    writer.page.get_by_role("link", name=re.compile("Bu Wati")).first.click()
    writer.sees("Apakah perlu membawa buku KIA?")
    presses(writer.page, writer.button("Tampilkan untuk umum"))
    writer.page.locator("#reply textarea").fill("Ya, Bu. Bawa buku KIA dan datang sebelum pukul 11.")
    writer.page.locator("form[action*='/jawab/'] .btn-primary").click()
    article = visitor.page.url.partition("?")[0]
    until(visitor.page, article, lambda: visitor.page.get_by_text("Ya, Bu. Bawa buku KIA").count() > 0)
    visitor.sees("Apakah perlu membawa buku KIA?")


def test_what_stands_is_taken_down(operator, approver):
    approver.goes_to("/tayang/?lihat=tayang")
    approver.page.get_by_role("link", name="Air bersih kembali mengalir").first.click()
    approver.fills(why="Tanggal keliru")
    presses(approver.page, approver.button("Turunkan"))
    until(approver.page, "/tayang/?lihat=tayang", lambda: approver.page.get_by_text("Diturunkan").count() > 0)


def confirms_by_keyboard(person: Somebody) -> None:
    """Submit by a key; what the checklist asks is confirmed or explained by keys too."""
    for _finding in range(8):
        with person.page.expect_navigation():
            person.page.keyboard.press("Control+Enter")
        if not person.page.locator("button[name=do][value=submit]").count():
            return
        if person.page.locator("#periksa button[value^='confirm:']").count():
            tabs_to(person, "#periksa button[value^='confirm:']")
        else:
            tabs_to(person, "#periksa summary")
            person.page.keyboard.press("Enter")
            tabs_to(person, "#periksa input[name^='reason.']")
            person.page.keyboard.type("Sudah diperiksa bersama unit.")
            person.page.keyboard.press("Tab")
        with person.page.expect_navigation():
            person.page.keyboard.press("Enter")
    raise AssertionError(person.page.locator("main").inner_text())


def test_written_approved_and_answered_by_keyboard_alone(operator, approver):
    page, keyboard = operator.page, operator.page.keyboard
    # It is on its way into the inbox while the operator writes.
    a_citizen_writes(operator, "Pak Eko", "Lombanya untuk umum?", under="Lomba foto desa dibuka")
    operator.goes_to("/")
    keyboard.press("n")
    page.wait_for_url("**/konten/baru/")
    tabs_to(operator, "[name=title]")
    keyboard.type("Pasar murah")
    keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/konten/\d+/$"))
    item = page.url
    tabs_to(operator, "#composer [name=text]")
    keyboard.type("Pasar murah dibuka di halaman balai desa.")
    tabs_to(operator, "#composer [name=title]")
    keyboard.type("Pasar murah di balai desa")
    for account in page.locator("[name=account]").all():
        tabs_to(operator, f"[name=account][value='{account.get_attribute('value')}']")
        keyboard.press("Space")
    confirms_by_keyboard(operator)

    approver.page.set_viewport_size(DESK)
    for _step in ("editor", "approver"):
        approver.goes_to(f"{item}tinjau/")
        with approver.page.expect_navigation():
            approver.page.keyboard.press("Control+Enter")
        approver.sees("Disetujui. Terima kasih.")

    until(page, "/masukan/", lambda: page.get_by_text("Pak Eko").count() > 0, seconds=90)
    tabs_to(operator, "#lines a")
    keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/masukan/\d+/"))
    keyboard.press("r")
    expect(page.locator("#reply textarea")).to_be_focused()
    keyboard.type("Terima kasih, kami catat dan kabari sore ini.")
    keyboard.press("Control+Enter")
    operator.sees("Jawaban Anda sedang dikirim.")
    until(operator.page, "/latihan/", lambda: page.get_by_text("Pasar murah dibuka").count() == 1)
