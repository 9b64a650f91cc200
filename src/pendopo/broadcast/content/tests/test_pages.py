"""The pages, as a browser without script uses them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.models import ContentItem, Picture, ReasonGiven, WorkingCopy
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    TEXT,
    a_composition,
    a_picture,
    an_approved_item,
    an_item,
    explained,
    jpeg,
    submitted,
    use,
)
from pendopo.broadcast.content.tests.test_writing import NIK
from pendopo.broadcast.content.views import items
from pendopo.foundation.tenancy import transactions
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


@pytest.fixture
def at():
    """Pages go by the clock on the wall."""
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def due(at):
    return at + timedelta(days=1)


@pytest.fixture
def sari(client, author):
    client.force_login(author.person)
    return client


def signed_in(client, member):
    client.force_login(member.person)
    return client


def typed(*accounts, text: str = TEXT, do: str = "save", **fields: object) -> dict[str, object]:
    return {
        "composer": "1",
        "text": text,
        "title": "",
        "link": "",
        "tags": "",
        "account": [str(account.pk) for account in accounts],
        "do": do,
        **fields,
    }


def page(name: str, *args: object) -> str:
    return reverse(f"content:{name}", args=args)


class TestWriting:
    def test_an_item_begins_with_a_title_and_leads_to_the_composer(self, sari):
        answer = sari.post(page("new"), {"title": "Air bersih", "lane": "fast", "due_at": ""})
        item = ContentItem.objects.get()
        assert answer.url == page("compose", item.pk)
        assert item.lane == "fast"
        assert sari.get(answer.url).status_code == 200

    def test_without_a_title_nothing_begins_and_what_was_typed_stays(self, sari):
        answer = sari.post(page("new"), {"title": "", "lane": "fast"})
        assert answer.status_code == 422
        assert not ContentItem.objects.exists()

    def test_saving_makes_a_version(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(
            page("compose", item.pk), typed(account, text="Air mengalir lagi.", tags="#air, bersih")
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.current.text == "Air mengalir lagi."
        assert item.current.tags == ["air", "bersih"]

    def test_a_refused_submission_says_why_and_keeps_the_words(self, sari, author, account, at, due):
        item = explained(an_item(author, account, now=at, due_at=due), author, at)
        answer = sari.post(page("compose", item.pk), typed(account, text=f"{TEXT} NIK {NIK}", do="submit"))
        assert answer.status_code == 422
        body = answer.content.decode()
        assert f"NIK {NIK}</textarea>" in body
        item.refresh_from_db()
        assert item.state == ItemState.DRAFT

    def test_one_tap_covers_what_the_rule_found(self, sari, author, account, at, due):
        item = an_item(author, account, now=at, due_at=due, text=f"{TEXT} NIK {NIK}")
        sari.post(page("compose", item.pk), typed(account, text=f"{TEXT} NIK {NIK}", do="fix:nik|"))
        kept = WorkingCopy.objects.get().written["words"]["text"]
        assert NIK not in kept
        assert kept.startswith(TEXT)
        assert NIK not in sari.get(page("compose", item.pk)).content.decode()

    def test_a_reason_is_kept_with_its_finding(self, sari, author, account, at, due):
        text = "Sebanyak 1.250 rumah sudah mendapat air bersih."
        item = an_item(author, account, now=at, due_at=due, text=text)
        shown = sari.get(page("compose", item.pk))
        told = next(
            one for entry in shown.context["checklist"] for one in entry.findings if one.finding.rule == "R13"
        )
        sari.post(
            page("compose", item.pk),
            typed(
                account,
                text=text,
                do=f"reason:{told.name}",
                **{f"reason.{told.name}": "Data internal dinas."},
            ),
        )
        assert ReasonGiven.objects.get(rule="R13").reason == "Data internal dinas."

    def test_typing_is_kept_and_shown_live(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(
            page("autosave", item.pk),
            typed(account, text="Sedang mengetik", thread=[""]),
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200
        assert 'id="live"' in answer.content.decode()
        assert "Sedang mengetik" in answer.content.decode()
        written = WorkingCopy.objects.get().written["words"]
        assert (written["text"], written["thread"]) == ("Sedang mengetik", [])
        assert item.versions.count() == 1
        assert "Sedang mengetik" in sari.get(page("compose", item.pk)).content.decode()
        sari.post(page("drop", item.pk))
        assert not WorkingCopy.objects.exists()

    def test_a_colleagues_version_is_pointed_out_before_it_is_written_over(
        self, sari, author, editor, account, at
    ):
        item = an_item(author, account, now=at)
        seen = item.current_id
        actions.save_draft(item=item, composition=a_composition(account, text="Rahmat."), by=editor, now=at)
        answer = sari.post(page("compose", item.pk), typed(account, text="Sari.", based_on=str(seen)))
        assert answer.status_code == 422
        assert "Sari.</textarea>" in answer.content.decode()
        again = sari.post(
            page("compose", item.pk), typed(account, text="Sari.", based_on=str(item.current_id))
        )
        assert again.status_code == 302

    def test_an_account_gets_words_of_its_own_that_begin_as_the_masters(
        self, sari, office, author, account, at
    ):
        item = an_item(author, account, now=at)
        head = f"a{account.pk}-"
        sari.post(page("compose", item.pk), typed(account, **{f"{head}own_words": "1", f"{head}text": ""}))
        placement = item.versions.order_by("-number")[0].placements.get()
        assert not placement.follows_words
        assert placement.text == TEXT

    def test_pictures_are_uploaded_moved_and_taken_out(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        files = [
            SimpleUploadedFile("a.jpg", jpeg(colour="red"), "image/jpeg"),
            SimpleUploadedFile("b.jpg", jpeg(colour="blue"), "image/jpeg"),
        ]
        sari.post(page("compose", item.pk), typed(account, do="upload:0", upload=files))
        first, second = (one["picture_id"] for one in WorkingCopy.objects.get().written["pictures"])
        both = {"picture": [str(first), str(second)], "alt": ["Satu", "Dua"]}
        sari.post(page("compose", item.pk), typed(account, do="picture_up:0:1", **both))
        kept = WorkingCopy.objects.get().written["pictures"]
        assert [(one["picture_id"], one["alt"]) for one in kept] == [(second, "Dua"), (first, "Satu")]
        sari.post(page("compose", item.pk), typed(account, do="picture_out:0:0", **both))
        assert [one["picture_id"] for one in WorkingCopy.objects.get().written["pictures"]] == [second]

    def test_two_pictures_stand_side_by_side(self, sari, author, account, at):
        both = tuple(use(a_picture(author, now=at, colour=colour)) for colour in ("red", "blue"))
        item = an_item(author, account, now=at, pictures=both)
        preview = sari.get(page("compose", item.pk)).content.decode().partition('id="pratinjau"')[2]
        assert "rounded-xl grid-cols-2" in preview

    def test_a_picture_of_the_library_is_taken_in(self, sari, author, account, at):
        item, picture = an_item(author, account, now=at), a_picture(author, now=at)
        assert sari.get(page("pick") + f"?item={item.pk}&account=0").status_code == 200
        sari.post(page("compose", item.pk), {"do": f"picture_add:{picture.pk}:0"})
        written = WorkingCopy.objects.get().written
        assert [(one["picture_id"], one["alt"]) for one in written["pictures"]] == [(picture.pk, picture.alt)]
        assert written["words"]["text"] == TEXT

    def test_a_long_text_is_split_into_a_thread_where_there_are_any(self, sari, author, office, at):
        account = an_account(office)
        text = " ".join(f"Kalimat nomor {number} tentang air bersih." for number in range(400))
        item = an_item(author, account, now=at, text=text)
        sari.post(page("compose", item.pk), typed(account, text=text, do=f"split:{account.pk}"))
        place = WorkingCopy.objects.get().written["places"][0]
        assert not place["follows_words"]
        assert place["words"]["thread"]

    def test_a_colleague_of_another_unit_may_look_and_not_write(self, client, office, author, account, at):
        item = an_item(author, account, now=at, owner_unit=a_unit(office))
        other = a_member(office, Role.OPERATOR, unit=a_unit(office))
        signed_in(client, other)
        assert client.get(page("compose", item.pk)).status_code == 200
        assert client.post(page("compose", item.pk), typed(account, text="x")).status_code == 422

    def test_sources_are_added_and_taken_away(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        asked = {"kind": "person", "reference": "Kepala PDAM", "statement": ""}
        assert sari.post(page("add_source", item.pk), asked).status_code == 422
        assert (
            sari.post(page("add_source", item.pk), asked | {"statement": "Air mengalir."}).status_code == 302
        )
        source = item.sources.get()
        sari.post(page("remove_source", item.pk, source.pk))
        assert not item.sources.filter(removed_at__isnull=True).exists()

    def test_a_document_is_kept_and_handed_out_as_a_download(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        file = SimpleUploadedFile("laporan.html", b"<script>1</script>", "text/html")
        sari.post(
            page("add_source", item.pk), {"kind": "document", "reference": "Laporan 11/2026", "file": file}
        )
        answer = sari.get(page("source_file", item.pk, item.sources.get().pk))
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content) == b"<script>1</script>"

    def test_comments_are_written_and_dealt_with(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        assert sari.post(page("comment", item.pk), {"comment": ""}).status_code == 422
        sari.post(page("comment", item.pk), {"comment": "Sejak kapan?", "quote": "kembali", "field": "text"})
        note = item.notes.get()
        sari.post(page("resolve_comment", item.pk, note.pk))
        note.refresh_from_db()
        assert note.resolved_at


class TestDeciding:
    def test_a_decision_takes_two_pages_and_two_taps(
        self, client, author, account, editor, approver, at, due
    ):
        item = submitted(author, account, now=at, due_at=due)
        for member in (editor, approver):
            signed_in(client, member)
            shown = client.get(page("review", item.pk))
            assert shown.status_code == 200
            answer = client.post(page("approve", item.pk), {"step": shown.context["step"].pk})
            assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        assert client.get(page("review", item.pk)).context["run"].seal

    def test_the_author_sees_why_they_cannot_decide(self, client, office, account, at, due):
        both = a_member(office, Role.OPERATOR, Role.EDITOR)
        item = submitted(both, account, now=at, due_at=due)
        signed_in(client, both)
        shown = client.get(page("review", item.pk))
        assert shown.context["why_not"]
        assert client.post(page("approve", item.pk), {"step": shown.context["step"].pk}).status_code == 422

    def test_returning_without_words_is_refused_and_with_words_works(
        self, client, author, account, editor, at, due
    ):
        item = submitted(author, account, now=at, due_at=due)
        signed_in(client, editor)
        step = client.get(page("review", item.pk)).context["step"].pk
        assert client.post(page("send_back", item.pk), {"step": step, "back-comment": ""}).status_code == 422
        answer = client.post(
            page("send_back", item.pk),
            {"step": step, "back-comment": "Sejak kapan?", "back-quote": "kembali", "back-field": "text"},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.RETURNED

    def test_too_late_an_approval_asks_for_a_new_time(self, client, author, account, approver, at):
        item = submitted(author, account, now=at, due_at=at + timedelta(hours=1), lane="fast")
        ContentItem.objects.filter(pk=item.pk).update(due_at=at - timedelta(minutes=5))
        signed_in(client, approver)
        shown = client.get(page("review", item.pk))
        assert shown.context["needs_time"]
        answer = client.post(page("approve", item.pk), {"step": shown.context["step"].pk})
        assert answer.status_code == 422
        local = timezone.localtime(at + timedelta(days=2), timezone.get_fixed_timezone(420))
        answer = client.post(
            page("approve", item.pk),
            {"step": shown.context["step"].pk, "due_at": local.strftime("%Y-%m-%dT%H:%M")},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED

    def test_what_changed_since_the_last_approval_is_shown(self, client, author, account, approver, at, due):
        item = an_approved_item(author, account, approver=approver, now=at, due_at=due)
        actions.save_draft(
            item=item, composition=a_composition(account, text="Lain sekali."), by=author, now=at
        )
        signed_in(client, approver)
        shown = client.get(page("review", item.pk))
        assert [change.field for change in shown.context["changes"]] == ["text"]


class TestLists:
    def test_each_tab_shows_its_own(self, client, sari, author, account, approver, at, due):
        draft = an_item(author, account, now=at, title="Rancangan")
        waiting = submitted(author, account, now=at, due_at=due, title="Menunggu")
        planned = an_approved_item(author, account, approver=approver, now=at, due_at=due, title="Terjadwal")
        shown = {
            tab: {row.pk for row in sari.get(page("items") + f"?tampil={tab}").context["rows"]}
            for tab in ("milik", "menunggu", "terjadwal", "tayang", "semua")
        }
        everything = {draft.pk, waiting.pk, planned.pk}
        assert shown == {
            "milik": everything,
            "menunggu": set(),
            "terjadwal": {planned.pk},
            "tayang": set(),
            "semua": everything,
        }
        signed_in(client, approver)
        rows = client.get(page("items") + "?tampil=menunggu").context["rows"]
        assert [row.pk for row in rows] == [waiting.pk]

    def test_pages_follow_each_other_without_a_gap(self, sari, author, account, at, monkeypatch):
        monkeypatch.setattr(items, "PAGE", 2)
        made = [an_item(author, account, now=at, title=f"Nomor {number}").pk for number in range(5)]
        seen, address = [], page("items") + "?tampil=semua"
        while address:
            context = sari.get(address).context
            seen += [row.pk for row in context["rows"]]
            address = page("items") + context["older"] if context["older"] else ""
        assert seen == made[::-1]

    def test_more_rows_cost_no_more_queries(self, sari, author, account, at):
        def queries_of(rows: int) -> int:
            for number in range(rows):
                an_item(author, account, now=at, title=f"Baris {number}")
            with CaptureQueriesContext(connection) as captured:
                sari.get(page("items") + "?tampil=semua")
            return len(captured)

        queries_of(1)  # what is asked once a process
        assert queries_of(2) == queries_of(12)

    def test_filters_stay_in_the_address(self, sari, office, author, account, at):
        other = an_account(office)
        an_item(author, account, now=at)
        mine = an_item(author, other, now=at, title="Lain")
        context = sari.get(page("items") + f"?tampil=semua&akun={other.pk}&q=lain").context
        assert [row.pk for row in context["rows"]] == [mine.pk]
        assert f"akun={other.pk}" in context["views"][0]["url"]

    @pytest.mark.parametrize(
        "address", ["?sesudah=x", "?sesudah=2026-01-01_9", "?akun=x&pilar=-1", "?tampil=lain"]
    )
    def test_odd_addresses_are_no_error(self, sari, address):
        assert sari.get(page("items") + address).status_code == 200


class TestMoving:
    def test_another_time_is_set_and_its_meaning_shown(self, sari, author, account, at, due):
        item = an_item(author, account, now=at, due_at=due)
        answer = sari.get(page("schedule", item.pk), {"due_at": "2026-08-17T10:00"})
        assert "Kemerdekaan" in answer.content.decode()
        assert sari.post(page("schedule", item.pk), {"due_at": "2020-01-01T10:00"}).status_code == 422
        assert sari.post(page("schedule", item.pk), {"due_at": ""}).status_code == 302
        item.refresh_from_db()
        assert item.due_at is None

    def test_a_good_time_is_one_press_and_clashes_with_nothing(self, sari, author, account, at):
        item = an_item(author, account, now=at, due_at=None)
        good = sari.get(page("compose", item.pk)).context["good_times"]
        an_item(author, account, now=at, due_at=good[0])
        assert sari.get(page("compose", item.pk)).context["good_times"][0] == good[1]
        pressed = timezone.localtime(good[1], timezone.get_fixed_timezone(420)).strftime("%Y-%m-%dT%H:%M")
        sari.post(page("schedule", item.pk), {"due_at": "", "good_time": pressed})
        item.refresh_from_db()
        assert item.due_at == good[1]

    def test_withdrawing_needs_a_reason(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        assert sari.get(page("withdraw", item.pk)).status_code == 200
        assert sari.post(page("withdraw", item.pk), {"why": ""}).status_code == 422
        assert sari.post(page("withdraw", item.pk), {"why": "Batal"}).status_code == 302

    def test_details_are_changed(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(
            page("details", item.pk),
            {"title": "Judul baru", "lane": "fast", "late_minutes": "30", "goal": "", "audience": ""},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert (item.title, item.lane, item.late_minutes) == ("Judul baru", "fast", 30)

    def test_a_copy_is_made(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        answer = sari.post(page("duplicate", item.pk))
        assert answer.url != page("compose", item.pk)
        assert ContentItem.objects.count() == 2

    def test_versions_are_listed_compared_and_taken_up_again(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        actions.save_draft(item=item, composition=a_composition(account, text="Lain."), by=author, now=at)
        assert sari.get(page("versions", item.pk)).status_code == 200
        assert "<del" in sari.get(page("compare", item.pk) + "?dari=1&ke=2").content.decode()
        sari.post(page("use_version", item.pk, 1))
        item.refresh_from_db()
        assert (item.current.number, item.current.text) == (3, TEXT)


class TestLibrary:
    def test_several_pictures_come_in_and_what_is_none_is_named(self, sari):
        files = [
            SimpleUploadedFile("a.jpg", jpeg(colour="red"), "image/jpeg"),
            SimpleUploadedFile("b.jpg", jpeg(colour="blue"), "image/jpeg"),
            SimpleUploadedFile("c.jpg", b"nothing", "image/jpeg"),
        ]
        answer = sari.post(page("upload"), {"upload": files}, follow=True)
        assert Picture.objects.count() == 2
        assert "c.jpg" in answer.content.decode()
        assert len(answer.context["pictures"]) == 2

    def test_a_picture_is_described_and_its_focal_point_set(self, sari, author, at):
        picture = a_picture(author, now=at)
        asked = {
            "name": "Keran",
            "alt": "Keran umum",
            "rights": "own",
            "source": "",
            "focus_x": "0",
            "focus_y": "0",
        }
        assert sari.post(page("picture", picture.pk), asked | {"focal": "0.67 -0.67"}).status_code == 302
        picture.refresh_from_db()
        assert (picture.name, picture.focus_x, picture.focus_y) == ("Keran", 0.67, -0.67)
        assert sari.post(page("picture", picture.pk), asked | {"focus_x": "7"}).status_code == 422
        assert sari.get(page("picture", picture.pk)).status_code == 200

    def test_a_consent_is_recorded(self, sari, author, at):
        picture = a_picture(author, now=at, has_minor=True)
        asked = {"people_shown": "Anak", "kind": "event", "given_on": at.date().isoformat()}
        assert sari.post(page("consent", picture.pk), asked).status_code == 422
        scan = SimpleUploadedFile("izin.pdf", b"%PDF-1.7", "application/pdf")
        answer = sari.post(page("consent", picture.pk), asked | {"kind": "guardian", "scan": scan})
        assert answer.status_code == 302
        assert b"".join(sari.get(page("consent_scan", picture.pk)).streaming_content) == b"%PDF-1.7"

    def test_it_is_shown_small_and_as_the_network_cuts_it(self, sari, author, account, at):
        picture = a_picture(author, now=at)
        answer = sari.get(page("shown", picture.pk, 320) + f"?account={account.pk}")
        assert answer["Content-Type"] == "image/webp"
        assert sari.get(page("shown", picture.pk, 321)).status_code == 404

    def test_folders(self, sari):
        answer = sari.post(page("add_folder"), {"name": "Air"})
        assert answer.status_code == 302
        assert sari.get(answer.url).context["folder"].name == "Air"
        assert sari.post(page("add_folder"), {"name": "Air"}).status_code == 422

    def test_taking_out(self, sari, author, at):
        picture = a_picture(author, now=at)
        sari.post(page("remove_picture", picture.pk))
        picture.refresh_from_db()
        assert picture.removed_at


PAGES = ("compose", "details", "schedule", "review", "versions", "withdraw")


@pytest.mark.parametrize("name", PAGES)
def test_another_institution_finds_nothing(client, stranger, author, account, at, name):
    item = an_item(author, account, now=at)
    before = transactions._set(transactions.INSTITUTION, "")
    signed_in(client, stranger)
    assert client.get(page(name, item.pk)).status_code == 404
    transactions._set(transactions.INSTITUTION, before)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_both_languages(sari, author, account, at, due, name):
    picture = a_picture(author, now=at)
    item = an_item(author, account, now=at, due_at=due, pictures=(use(picture),))
    for language in ("id", "en"):
        author.person.language = language
        author.person.save()
        assert sari.get(page(name, item.pk)).status_code == 200


def test_a_consent_form_is_not_shown_to_those_who_do_not_keep_the_library(client, office, author, at):
    picture = a_picture(author, now=at)
    signed_in(client, a_member(office, Role.AUDITOR))
    assert client.get(page("consent_scan", picture.pk)).status_code == 404
