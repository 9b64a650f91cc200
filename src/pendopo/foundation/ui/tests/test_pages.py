from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from pendopo.foundation.ui import undo
from pendopo.foundation.ui.context import THEME_COOKIE, house
from pendopo.foundation.ui.tests.test_kit import Tags

pytestmark = pytest.mark.urls("pendopo.foundation.ui.tests.addresses")


@pytest.fixture
def page(client: Client) -> str:
    answer = client.get("/kit/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_kit_shows_every_piece(page):
    for piece in (
        "btn-primary",
        "label-badge",
        "notice",
        "gauge",
        "face",
        "tale",
        "tabline",
        "sheet-table",
        "speaking",
    ):
        assert f"{piece}" in page


def test_whatever_is_pointed_at_on_the_kit_exists(page):
    tags = Tags(page).found
    ids = [attrs["id"] for _tag, attrs in tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    pointers = ("for", "aria-describedby", "aria-labelledby", "popovertarget", "commandfor", "data-dialog")
    named = {word for _tag, attrs in tags for name in pointers for word in (attrs.get(name) or "").split()}
    assert named <= set(ids)


def test_every_button_and_link_of_the_kit_has_a_name(page):
    for found in re.finditer(r"<(button|a)\b([^>]*)>(.*?)</\1>", page, re.DOTALL):
        words = re.sub(r"<[^>]+>", "", found[3]).strip()
        assert words or "aria-label=" in found[2], found[0]


def test_the_page_asks_no_other_host(page):
    addresses = [
        attrs.get(name) or "" for _tag, attrs in Tags(page).found for name in ("src", "href", "action")
    ]
    assert addresses
    assert not [address for address in addresses if "//" in address]


def test_a_brand_is_a_style_sheet_that_may_be_kept(client):
    answer = client.get("/kit/brand/2d3f8f.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "--color-primary:#2d3f8f" in answer.content.decode()


def test_what_is_no_colour_has_no_style_sheet(client):
    assert client.get("/kit/brand/indigo.css").status_code == 404


def test_the_mark_is_found_where_browsers_look(client):
    assert client.get("/favicon.ico").headers["Location"].endswith("/ui/mark.svg")


def test_the_choice_of_theme_is_kept_and_read_back(client):
    answer = client.post("/kit/theme/", {"choice": "gelap", "back": "/kit/?a=1"})
    assert answer.headers["Location"] == "/kit/?a=1"
    assert 'data-theme="pendopo-malam"' in client.get("/kit/").content.decode()
    client.post("/kit/theme/", {"choice": "sistem", "back": "/kit/"})
    assert 'data-theme="' not in client.get("/kit/").content.decode()
    assert not client.cookies[THEME_COOKIE].value


def test_the_choice_of_theme_leads_to_no_other_house(client):
    answer = client.post("/kit/theme/", {"choice": "gelap", "back": "https://jahat.example/"})
    assert answer.headers["Location"] == "/"


def test_a_script_that_stays_gets_only_the_cookie(client):
    answer = client.post("/kit/theme/", {"choice": "terang"}, headers={"X-Stay": "yes"})
    assert answer.status_code == 204
    assert answer.cookies[THEME_COOKIE].value == "terang"


def test_a_cookie_somebody_invented_is_no_choice():
    request = RequestFactory().get("/")
    request.COOKIES[THEME_COOKIE] = 'x" onload="go()'
    assert house(request)["theme"] == ""


def test_undo_is_offered_at_once_to_htmx():
    request = RequestFactory().post("/", headers={"HX-Request": "true"})
    answer = undo.offer(request, HttpResponse(), words="Diarsipkan.", url="/kembali/")
    assert answer.headers["HX-Trigger"] == '{"pendopo:undo": {"words": "Diarsipkan.", "url": "/kembali/"}}'


def test_undo_waits_for_the_next_page_otherwise():
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    undo.offer(request, HttpResponse(), words="Diarsipkan.", url="/kembali/")
    (message,) = get_messages(request)
    assert str(message) == "Diarsipkan."
    assert message.extra_tags == "undo /kembali/"


def test_words_of_undo_in_another_script_survive_the_header():
    request = RequestFactory().post("/", headers={"HX-Request": "true"})
    answer = undo.offer(request, HttpResponse(), words="Dihapus: “Café”", url="/kembali/")
    assert answer.headers["HX-Trigger"].isascii()


@pytest.mark.parametrize(("view", "status"), [("lost", 404), ("forbidden", 403), ("broken", 500)])
def test_a_refusal_looks_like_the_house_and_leads_back_in(client, view, status):
    client.raise_request_exception = False
    answer = client.get(f"/{view}/")
    assert answer.status_code == status
    html = answer.content.decode()
    assert "card-paper" in html
    assert 'href="/"' in html


def test_a_form_without_its_token_says_what_to_do(client):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/form/")
    assert answer.status_code == 403
    assert "card-paper" in answer.content.decode()


def test_the_service_worker_is_there_for_everyone_and_holds_what_every_room_does_in_it(client, db):
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    for does in ('addEventListener("push"', "X-Keep-Offline", "/masukan/kunci/"):
        assert does in answer.text


def test_a_page_never_seen_says_so_without_a_signal(client, db):
    assert client.get("/luring/").status_code == 200
