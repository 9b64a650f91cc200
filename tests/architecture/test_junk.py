"""Whatever is typed into an address or a form, the house answers with a page: never with an error of its own."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

import pendopo
from pendopo.desk import demo
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.institution.links import actions as links
from pendopo.institution.models import Institution
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.serve.cases.models import Referral
from tests.architecture.furnishing import fill_the_rest
from tests.architecture.test_strangers import WORDS, addresses, known_to

JUNK = (
    "",
    "\x00 💥 <script>&amp; ' OR 1=1 %s {{ x }} \ud7ff\u202e" + "panjang" * 900,
    "99999999999999999999999999",
    "-1",
    "0001-01-01",
    "9999-12-31",
)
READ = re.compile(r"""GET\.get(?:list)?\(\s*["'](\w+)["']""")
ASKED = re.compile(r"""POST\.get(?:list)?\(\s*["'](\w+)["']""")
ROOT = Path(pendopo.__file__).parent


def names_read(pattern: re.Pattern[str]) -> list[str]:
    """Every name that some view reads by itself, without a form."""
    return sorted({name for file in ROOT.rglob("*.py") for name in pattern.findall(file.read_text())})


@dataclass(frozen=True)
class Sheet:
    """A form as a page shows it."""

    to: str
    names: tuple[str, ...]
    files: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...]  # what its hidden fields and its button say

    @property
    def kind(self) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
        """One of each kind is enough: the same form stands below every row of a list."""
        words = tuple((name, said) for name, said in self.fixed if not any(sign.isdigit() for sign in said))
        return re.sub(r"\d+", "0", self.to), self.names, words


def sheets(page: str, here: str) -> Iterator[Sheet]:
    for form in lxml.html.document_fromstring(page).iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        open_to, files, fixed = [], [], []
        for field in form.iter("input", "select", "textarea", "button"):
            name, kind = field.get("name"), field.get("type", "")
            if not name or name == "csrfmiddlewaretoken":
                continue
            if kind == "file":
                files.append(name)
            elif kind == "hidden" or field.tag == "button":
                fixed.append((name, field.get("value") or ""))
            else:
                open_to.append(name)
        yield Sheet(form.get("action") or here, tuple(dict.fromkeys(open_to)), tuple(files), tuple(fixed))


class Undo(Exception):
    """Nothing of what junk did is to stay."""


class Hostile:
    """Somebody who types what nobody foresaw, and notes where the house broke."""

    def __init__(self, client: Client) -> None:
        self._client, self.broken, self.tries, self.status = client, {}, 0, 0

    def ask(self, method: str, url: str, said: dict[str, Any] | None = None) -> str:
        page = ""
        self.tries += 1
        try:
            with transaction.atomic():
                answer = getattr(self._client, method)(url, said)
                self.status = answer.status_code
                if answer.status_code >= 500:
                    self._note(method, url, str(answer.status_code))
                elif not answer.streaming and "html" in answer.get("Content-Type", ""):
                    page = answer.content.decode()
                raise Undo
        except Undo:
            return page
        except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
            where = traceback.extract_tb(error.__traceback__)
            ours = [one for one in where if "pendopo" in one.filename and "tests" not in one.filename]
            at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
            self._note(method, url, f"{type(error).__name__} {at} {str(error)[:120]}")
            return ""

    def _note(self, method: str, url: str, what: str) -> None:
        self.broken.setdefault((method, re.sub(r"\d+", "0", url.split("?", maxsplit=1)[0]), what), url[:200])


@pytest.fixture
def places(db, settings, tmp_path):
    """Every address of a full house, and somebody who may do everything there."""
    settings.MEDIA_ROOT = tmp_path
    at = timezone.now()
    demo.fill(now=at)
    with whole_house("a test looks for the institution it has just filled"):
        house = Institution.objects.get()
    with acting_for(house.pk):
        fill_the_rest(house, at=at)
        referral = Referral.objects.filter(institution=house).order_by("pk").first()
        tokens = {
            purpose: links.give_link(
                purpose=links.Purpose(purpose),
                subject=subject,
                institution_id=house.pk,
                by=None,
                lasts=timedelta(days=1),
                now=at,
            )
            for purpose, subject in {"cases.referral": referral, "cases.unit": referral.unit}.items()
        }
        everyone = a_member(house, *Role)
    ids = known_to(house)
    known = {**WORDS, **ids, "slug": house.slug, "purpose": "nothing"}
    urls = [
        reverse("cases:liaison", args=[tokens["cases.referral"]]),
        reverse("cases:unit_page", args=[tokens["cases.unit"]]),
    ]
    for room, pattern in addresses():
        asked = set(pattern.pattern.converters)
        known_here = {**known, "token": tokens["cases.referral"], "words": "x"}
        if asked <= set(known_here):
            urls.append(reverse(f"{room}:{pattern.name}", kwargs={one: known_here[one] for one in asked}))
    client = Client()
    client.force_login(everyone.person)
    return urls, client


@pytest.mark.slow
def test_no_address_and_no_form_breaks_on_what_nobody_foresaw(places):
    urls, client = places
    hostile = Hostile(client)
    read, asked = names_read(READ), names_read(ASKED)
    seen: dict[Any, Sheet] = {}
    for url in urls:
        page = hostile.ask("get", url)
        takes_only_forms = hostile.status == 405
        hostile.ask("post", url)
        hostile.ask("post", url, dict.fromkeys(asked, JUNK[1]))
        for said in () if takes_only_forms else JUNK[1:]:
            hostile.ask("get", url, dict.fromkeys(read, said))
        for sheet in sheets(page, url) if page.strip() else ():
            seen.setdefault(sheet.kind, sheet)
    for sheet in seen.values():
        try:
            resolve(sheet.to.split("?")[0])
        except Resolver404:
            hostile.broken["form", sheet.to, "leads nowhere"] = sheet.to
            continue
        for number, said in enumerate(JUNK):
            wrong = {
                name: SimpleUploadedFile("x.xlsx", b"\x00\xff" * 50, "image/png") for name in sheet.files
            }
            typed = dict.fromkeys(sheet.names, said)
            hostile.ask("post", sheet.to, {**typed, **dict(sheet.fixed), **wrong})
            if number < 2:  # what a person can't change is changed by whoever means harm
                hostile.ask("post", sheet.to, dict.fromkeys([*sheet.names, *dict(sheet.fixed)], said))
    assert not hostile.broken
    assert len(seen) > 50
    assert hostile.tries > 2000
