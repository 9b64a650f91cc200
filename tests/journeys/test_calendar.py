"""Another day for a post: dragged, by keys, by touch and without script; taken back, refused, and asked about first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.people import DESK, PATIENCE, PHONE, presses, signs_in, somebody

VIEWS = (
    "/kalender/?bulan={month}",
    "/kalender/minggu/?hari={day}",
    "/kalender/daftar/?dari={day}&sampai={last}",
)


@pytest.fixture(scope="module")
def cookies(browser, full_house) -> list:
    """The session of the demonstration's operator."""
    person = somebody(browser, full_house, "Operator")
    person.email, person.password = full_house.password_of("Operator")
    signs_in(person)
    found = person.context.cookies()
    person.context.close()
    return found


@pytest.fixture
def open_page(browser: Browser, full_house, cookies) -> Iterator:
    """Opens a window of the operator; all are closed in the end."""
    opened = []

    def window(size: dict[str, int] = DESK, *, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=full_house.base,
            viewport=size,
            locale="id-ID",
            has_touch=size == PHONE,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies(cookies)
        opened.append(context)
        return context.new_page()

    yield window
    for context in opened:
        context.close()


@pytest.fixture
def page(open_page) -> Page:
    return open_page()


@pytest.fixture(scope="module")
def monday() -> date:
    """In a month in which the demonstration has planned nothing."""
    first = (date.today().replace(day=1) + timedelta(days=95)).replace(day=8)
    return first - timedelta(days=first.weekday())


def writes(page: Page, title: str, on: date) -> None:
    """A post at nine on that day."""
    page.goto(f"/kalender/tulis/?hari={on}")
    page.locator("main [name=title]").fill(title)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/konten/\d+/$"))


def day(page: Page, on: date) -> Locator:
    return page.locator(f'[data-day="{on}"]')


def post(page: Page, title: str) -> Locator:
    return page.locator("[data-post]", has_text=title)


def stands(page: Page, title: str, on: date) -> None:
    """It stands there and nowhere else, for whoever opens the calendar now."""
    page.goto(f"/kalender/?bulan={on:%Y-%m}")
    expect(post(day(page, on), title)).to_be_visible()
    expect(post(page, title)).to_have_count(1)


def test_a_dragged_post_stands_on_the_other_day_and_undo_brings_it_back(page, monday):
    title, there = "Diseret ke hari lain", monday + timedelta(days=2)
    writes(page, title, monday)
    page.goto(f"/kalender/?bulan={monday:%Y-%m}")
    post(page, title).drag_to(day(page, there))
    expect(post(day(page, there), title)).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text(title)
    stands(page, title, there)
    post(page, title).drag_to(day(page, monday))
    expect(post(day(page, monday), title)).to_be_visible()
    page.locator("#toasts button").click()
    expect(post(day(page, there), title)).to_be_visible()
    assert f"bulan={monday:%Y-%m}" in page.url
    stands(page, title, there)


def test_keys_move_a_post_and_escape_leaves_it(page, monday):
    title, there = "Digeser dengan papan tombol", monday + timedelta(days=8)
    writes(page, title, monday)
    page.goto(f"/kalender/?bulan={monday:%Y-%m}")
    post(page, title).focus()
    for key in ("m", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#calendar-says")).to_have_text("Tetap di tempatnya.")
    for key in ("m", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(post(day(page, there), title)).to_be_focused()
    expect(page.locator("#toasts")).to_contain_text(title)
    stands(page, title, there)


def test_a_week_moves_its_posts_as_a_month_does(page, monday):
    title, there = "Digeser di dalam pekan", monday + timedelta(days=3)
    writes(page, title, monday)
    page.goto(f"/kalender/minggu/?hari={monday}&q=pekan")
    post(page, title).drag_to(day(page, there))
    expect(post(day(page, there), title)).to_be_visible()
    assert page.url.endswith(f"?hari={monday}&q=pekan")
    stands(page, title, there)


def test_the_past_is_refused_with_its_reason_and_the_post_stands_where_it_was(page):
    title, today = "Tidak ke masa lalu", date.today()
    tomorrow = today + timedelta(days=1)
    writes(page, title, tomorrow)
    page.goto(f"/kalender/?bulan={tomorrow:%Y-%m}")
    past = day(page, today - timedelta(days=1))
    if not past.count():
        pytest.skip("A month that begins on a Monday shows no day before it.")
    post(page, title).drag_to(past, target_position={"x": 8, "y": 8})
    expect(page.locator("#calendar-refusal")).to_contain_text("sudah lewat")
    expect(post(day(page, tomorrow), title)).to_be_visible()
    page.goto(f"/kalender/minggu/?hari={tomorrow}")
    expect(post(day(page, tomorrow), title)).to_be_visible()


def test_what_its_approval_forbids_is_asked_about_and_the_post_stands_where_it_was(page):
    far = date.today() + timedelta(days=120)
    page.goto(f"/kalender/daftar/?keadaan=approved&q=&dari={date.today()}&sampai={far}")
    link = page.locator("main li", has=page.get_by_role("link", name="Pindahkan")).last
    title = link.locator("a").first.inner_text()
    before = link.locator("time").get_attribute("datetime")
    link.get_by_role("link", name="Pindahkan").click()
    page.locator("[name=due_at]").fill(f"{far}T09:00")
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Persetujuannya akan hilang")
    presses(page, page.get_by_role("link", name="Biarkan"))
    assert "/kalender/daftar/?keadaan=approved" in page.url
    still = page.locator("main li", has_text=title).locator("time").last
    assert still.get_attribute("datetime") == before


def test_a_drag_out_of_the_approved_window_asks_first(page):
    page.goto(f"/kalender/?bulan={date.today():%Y-%m}&keadaan=approved")
    if not page.locator(".cal-approved [data-post]").count():
        page.goto(
            f"/kalender/?bulan={date.today().replace(day=28) + timedelta(days=7):%Y-%m}&keadaan=approved"
        )
    entry = page.locator(".cal-approved [data-post]").last
    number, due = entry.get_attribute("data-post"), entry.get_attribute("data-due")[:10]
    days = [one.get_attribute("data-day") for one in page.locator("[data-day]").all()]
    there = next(
        one for one in reversed(days) if abs((date.fromisoformat(one) - date.fromisoformat(due)).days) > 2
    )
    entry.drag_to(page.locator(f'[data-day="{there}"]'), target_position={"x": 8, "y": 8})
    expect(page.get_by_role("heading", level=1)).to_contain_text("Persetujuannya akan hilang")
    page.get_by_role("link", name="Biarkan").click()
    expect(page.locator(f'[data-day="{due}"] [data-post="{number}"]')).to_be_visible()
    expect(page.locator(".cal-approved", has=page.locator(f'[data-post="{number}"]'))).to_have_count(1)
    assert "keadaan=approved" in page.url


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_post_moves_from_every_view_by_a_form(open_page, monday, size, script):
    page = open_page(size, script=script)
    monday += timedelta(days=14)  # a day shows four posts, and those of the other tests stand before
    title = f"Dipindah {size['width']} {'dengan' if script else 'tanpa'} skrip"
    writes(page, title, monday)
    for number, view in enumerate(VIEWS):
        stood, there = monday + timedelta(days=number), monday + timedelta(days=number + 1)
        where = (
            view.format(month=f"{monday:%Y-%m}", day=monday, last=monday + timedelta(days=6)) + "&q=Dipindah"
        )
        page.goto(where)
        page.get_by_role("link", name=f"Pindahkan: {title}").click()
        assert page.locator("[name=due_at]").input_value() == f"{stood}T09:00"
        page.locator("[name=due_at]").fill(f"{there}T09:00")
        page.locator("main form button").last.click()
        expect(page.locator("#toasts")).to_contain_text(title)
        assert page.url.endswith(where)
    with page.expect_navigation():
        page.locator("#toasts button").click()
    expect(page.get_by_role("link", name=f"Pindahkan: {title}")).to_be_visible()
    stands(page, title, monday + timedelta(days=2))


def test_a_refusal_without_script_keeps_what_was_typed_and_says_why(open_page, monday):
    page = open_page(PHONE, script=False)
    title, past = "Tetap tanpa skrip", date.today() - timedelta(days=2)
    writes(page, title, monday)
    page.goto(f"/kalender/?bulan={monday:%Y-%m}")
    page.get_by_role("link", name=f"Pindahkan: {title}").click()
    page.locator("[name=due_at]").fill(f"{past}T09:00")
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("sudah lewat")
    assert page.locator("[name=due_at]").input_value() == f"{past}T09:00"
    stands(page, title, monday)
