"""The composer, as a browser without script uses it."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pendopo.broadcast.content import actions, jobs
from pendopo.broadcast.content.models import ContentItem, ReasonGiven, WorkingCopy
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    TEXT,
    a_composition,
    a_picture,
    an_approved_item,
    an_item,
    explained,
    jpeg,
    page,
    signed_in,
    typed,
    use,
)
from pendopo.broadcast.content.tests.test_writing import NIK
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit


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

    def test_links_are_tried_while_typing_once_they_are_whole(self, sari, author, account, at, monkeypatch):
        asked = []
        monkeypatch.setattr(jobs.try_links, "defer", lambda **words: asked.append(words["urls"]))
        item = an_item(author, account, now=at)
        for text in (
            "Lihat https://contoh.go",
            "Lihat https://contoh.go.id/x dan dinas.go.id/y untuk jadwal",
        ):
            sari.post(page("autosave", item.pk), typed(account, text=text))
        assert asked == [["https://contoh.go.id/x", "https://dinas.go.id/y"]]
        actions.note_link(
            institution_id=item.institution_id, url="https://dinas.go.id/y", status=404, now=timezone.now()
        )
        live = sari.post(page("autosave", item.pk), typed(account, text=text))
        assert "404" in live.text
        assert asked[1:] == [["https://contoh.go.id/x"]]

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


class TestReading:
    def test_what_stands_in_public_is_read_and_not_shown_as_a_dead_form(self, sari, author, account, at):
        item = an_approved_item(author, account, due_at=None, now=at)
        ContentItem.objects.filter(pk=item.pk).update(
            state=ItemState.PUBLISHED, published_at=at, due_at=at - timedelta(days=3)
        )
        shown = sari.get(page("compose", item.pk)).text
        assert TEXT in shown
        assert 'id="composer"' not in shown
        assert "Waktu itu sudah lewat" not in shown
        assert page("correct", item.pk) in shown

    def test_a_returned_item_says_at_once_what_is_asked(self, sari, author, account, at):
        item = an_item(author, account, now=at)
        ContentItem.objects.filter(pk=item.pk).update(state=ItemState.RETURNED)
        sari.post(page("comment", item.pk), {"comment": "Tambahkan alamat kantor."})
        shown = sari.get(page("compose", item.pk)).text
        assert shown.index("Tambahkan alamat kantor.") < shown.index('id="composer"')
