"""A citizen's numbers stand in what they wrote, and on no page, list, notice, sheet or entry of the house (R80)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.tests.builders import a_conversation, its_message
from pendopo.portal import actions as portal
from pendopo.portal.models import Article, Comment
from pendopo.serve.cases.tests.builders import a_case
from tests.architecture.test_strangers import NUMBERS, WORDS
from tests.architecture.walking import addresses

NIK, PHONE, MAIL = "3374010101900001", "0812-3456-7890", "siti.rahma@surel.example"
SAID = f"KEBAKARAN di pasar, tolong! Saya Siti, NIK {NIK}, telepon {PHONE}, surel {MAIL}. Lampu juga padam."
HANDLE, NAME = "6281298765432", "+62 812-9876-5432"
# As digits alone, with and without the country.
NEVER = (NIK, "81234567890", "81298765432")
SEARCHED = ("lampu", "padam", "kebakaran", "siti")
# What is written for machines that are told all of it, by whoever holds the secret.
FOR_MACHINES = {"portal:api", "inbox:webhook"}
PARTS = re.compile(r"[\s.\-()+\u2011]|&nbsp;")


def gives_away(page: str) -> bool:
    bare = PARTS.sub("", page)
    return MAIL in page or any(number in bare for number in NEVER)


@pytest.fixture
def planted(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    house, at = an_institution(), timezone.now()
    operator, second = a_member(house), a_member(house, Role.APPROVER, name="Kepala")
    account = an_account(house)
    with acting_for(house.pk):
        rows = [
            a_conversation(
                account, SAID, author=f"{HANDLE}{n or ''}", author_name=NAME, said_at=at - timedelta(hours=n)
            )
            for n in range(4)
        ]
        first, ended, hidden, blocked = rows
        inbox.reveal(conversation=first, why=f"Mencocokkan {NIK}", by=operator, now=at)
        inbox.close(
            conversation=ended,
            disposition="no_reply",
            reason=f"Sudah ditelepon di {PHONE}",
            by=operator,
            now=at,
        )
        inbox.hide(
            message=its_message(hidden), code="personal_data", note=f"Nomor {PHONE}", by=operator, now=at
        )
        block = inbox.ask_block(
            message=its_message(blocked), code="threat", note=f"Surel {MAIL}", by=operator, now=at
        )
        inbox.approve_block(block=block, by=second, now=at)
        inbox.link_citizens(
            one=first.citizen, other=ended.citizen, why=f"Nomor {PHONE} sama", by=operator, now=at
        )
        reply = inbox.send_reply(
            conversation=first, text="Anda bisa dijerat UU ITE.", seen=10**9, by=operator, now=at
        )
        inbox.return_reply(reply=reply, why=f"Telepon saja {PHONE}", by=second, now=at)
        article = Article.objects.create(
            institution=house, key="a", title="Lampu", text="Lampu", published_at=at
        )
        comment = portal.leave_comment(article=article, author=PHONE, text=SAID, visitor="v", now=at)
        portal.set_hidden(comment=comment, hidden=False)
        a_case(operator, conversation=hidden, title=f"Lampu padam, {PHONE}", story=SAID, now=at)
    return house, operator


def ids_of(house) -> dict[str, int]:
    with acting_for(house.pk):
        found = {
            argument: apps.get_model(label).objects.filter(institution=house).order_by("pk").first()
            for argument, label in NUMBERS.items()
        }
    return {argument: row.pk for argument, row in found.items() if row is not None}


def every_page(house):
    """Every address that can be opened with what this house has, and the lists as they are searched."""
    ids = ids_of(house)
    for room, pattern in addresses():
        if f"{room}:{pattern.name}" in FOR_MACHINES:
            continue
        asked = set(pattern.pattern.converters)
        known = {**WORDS, **ids, "slug": house.slug, "words": "lampu"}
        if asked <= set(known):
            yield reverse(f"{room}:{pattern.name}", kwargs={one: known[one] for one in asked})
    with acting_for(house.pk):
        for row in Conversation.objects.all():
            yield reverse("inbox:thread", args=[row.pk])
            yield reverse("inbox:thread_news", args=[row.pk])
    for words in SEARCHED:
        yield f"/masukan/?cari={words}"
        yield f"/cari/?q={words}"
        yield f"/kasus/?cari={words}"
    for tab in ("belum-dibaca", "saya", "menunggu", "selesai"):
        yield f"/masukan/?lihat={tab}"
    for what in ("disembunyikan", "diblokir", "diturunkan"):
        yield f"/masukan/moderasi/?lihat={what}"


def test_no_page_that_any_role_may_open_gives_a_citizens_numbers_away(planted):
    house, operator = planted
    with acting_for(house.pk):
        assert Comment.objects.filter(state="shown").exists()
    everyone = a_member(house, *Role)
    pages = list(every_page(house))
    opened, leaks = 0, []
    for member in (everyone, operator, None):
        client = Client(raise_request_exception=False)
        if member is not None:
            client.force_login(member.person)
        for page in pages:
            answer = client.get(page)
            if answer.status_code != 200:
                continue
            opened += 1
            content = b"".join(answer) if answer.streaming else answer.content
            if gives_away(content.decode(errors="replace")):
                leaks.append((member.name if member else "", page))
    assert not leaks
    assert opened > 100


def test_nothing_that_is_told_mailed_pushed_or_entered_gives_them_away(planted):
    house, _operator = planted
    with acting_for(house.pk):
        told = json.dumps(list(Notice.objects.values("title", "text", "url")), ensure_ascii=False)
        entered = json.dumps(list(LedgerEntry.objects.values_list("words", flat=True)), ensure_ascii=False)
        sentences = "\n".join(entry.sentence() for entry in LedgerEntry.objects.all())
    assert told != "[]"
    for said in (told, entered, sentences):
        assert not gives_away(said)


def test_the_sheet_for_auditors_gives_them_not_away(planted):
    house, _operator = planted
    client = Client()
    client.force_login(a_member(house, Role.AUDITOR).person)
    answer = client.post(reverse("inbox:moderation_download"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        held = {name: book.read(name).decode() for name in book.namelist()}
    assert any("Lampu juga padam" in part for part in held.values())
    # Numbers of cells stand side by side there, so a part is read as it is.
    assert not [name for name, part in held.items() if MAIL in part or NIK in part or PHONE in part]
