"""A unit's words that a language model says in the office's voice: asked for, covered, marked, finished by a person."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.errors import Refused
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.foundation.tenancy import acting_for, house_itself
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, a_unit, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.models import Conversation, Reply
from pendopo.listen.inbox.tests.builders import a_conversation, its_message
from pendopo.listen.writing_aid import jobs, writing
from pendopo.listen.writing_aid.models import Aid
from pendopo.listen.writing_aid.states import AidState, Trouble
from pendopo.listen.writing_aid.tests.builders import let_help
from pendopo.networks.tests.model_double import a_model_server, completion
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.models import Answer, Case, Referral
from pendopo.serve.cases.states import AnswerState, Channel
from pendopo.serve.cases.tests.builders import NOW, a_case, verified
from pendopo.serve.cases.tests.referring.builders import a_referral, said

SAID = (
    "Kpd ybs Sdr. Budi Santoso HP 081234567890, tindak lanjut: kabel putus, lampu diganti 26 November. Wawan"
)
DRAFT = "Halo [NAMA-1], lampu Anda diganti 26 November karena kabelnya putus."


@pytest.fixture
def server():
    with a_model_server(completion({"text": DRAFT, "sources": ["S1"]})) as running:
        yield running


@pytest.fixture
def office(db):
    institution = an_institution()
    with acting_for(institution.pk), house_itself("a test asks as the house does"):
        yield institution


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def helping(server, settings, office):
    settings.PENDOPO_LANGUAGE_MODEL = server.model()
    let_help(a_member(office, Role.ADMINISTRATOR))
    return server


@pytest.fixture
def thread(office):
    return a_conversation(
        an_account(office),
        "Lampu jalan mati sejak Senin.",
        author="budi.santoso_88",
        author_name="Budi Santoso",
        said_at=timezone.now(),
    )


@pytest.fixture
def case(office, operator, thread):
    return verified(a_case(operator, conversation=thread, channel=Channel.NETWORK), operator)


@pytest.fixture
def referral(case, office, operator):
    asked = a_referral(case, a_unit(office, "Dinas Pekerjaan Umum", short_name="DPU"), by=operator)
    actions.answer_by_unit(**said(asked), said=SAID, now=NOW)
    asked.refresh_from_db()
    case.refresh_from_db()
    return asked


def asked(case, referral, by):
    actions.ask_model(case=case, referral=referral, by=by, now=NOW)
    return Aid.objects.latest("pk")


def came(case, referral, by):
    aid = asked(case, referral, by)
    writing.write(aid.institution_id, aid.pk, now=lambda: NOW)
    aid.refresh_from_db()
    return aid


def begun(case, referral, by, typed=""):
    aid = came(case, referral, by)
    return actions.begin_with_machine_words(
        case=case, referral=referral, aid_id=aid.pk, typed=typed, by=by, now=NOW
    )


class TestWhatLeaves:
    def test_the_units_words_leave_covered_and_come_back_as_a_draft(self, helping, operator, case, referral):
        aid = came(case, referral, operator)
        assert aid.state == AidState.CAME
        assert aid.text == "Halo Budi Santoso, lampu Anda diganti 26 November karena kabelnya putus."
        for secret in ("Budi", "Santoso", "budi.santoso_88", "081234567890", "Wawan", case.code):
            assert secret.casefold() not in helping.heard.casefold()
        assert "kabel putus" in helping.heard
        assert [one["title"] for one in aid.sources] == ["DPU"]
        assert not aid.doubts
        assert not Reply.objects.exists()
        assert not Answer.objects.exists()
        assert Case.objects.get(pk=case.pk).state == case.state

    def test_the_offices_voice_goes_with_it(self, helping, office, operator, case, referral):
        office.voice = {"address": "Bapak/Ibu", "avoid": ["masyarakat -> warga"]}
        office.save()
        came(case, referral, operator)
        material = json.loads(helping.asked[0]["messages"][1]["content"])
        assert (material["sapaan"], material["hindari"]) == ("Bapak/Ibu", ["masyarakat -> warga"])

    def test_a_figure_that_the_unit_did_not_say_is_doubted(self, helping, operator, case, referral):
        helping.answers = completion({"text": "Lampu diganti 27 November, gratis Rp0.", "sources": []})
        assert [words for words, _by in came(case, referral, operator).doubts] == [
            "27 November",
            "Rp0",
            "gratis",
        ]

    def test_everybody_of_the_case_is_covered(self, helping, office, operator, coordinator, case, referral):
        other = a_conversation(an_account(office, handle="lain"), "Sama", author="siti.r", author_name="Siti")
        joined = a_case(operator, conversation=other, channel=Channel.NETWORK)
        actions.join(case=joined, into=case, by=coordinator, now=NOW)
        Referral.objects.filter(pk=referral.pk).update(said="Siti dan siti.r sudah kami hubungi.")
        referral.refresh_from_db()
        came(case, referral, operator)
        assert "siti" not in helping.heard.casefold()

    @pytest.mark.parametrize("secret", ["is_anonymous", "is_confidential"])
    def test_what_is_kept_secret_never_leaves(self, helping, operator, case, referral, secret):
        Case.objects.filter(pk=case.pk).update(**{secret: True})
        case.refresh_from_db()
        assert queries.help_of_model(case, referral, operator) is None
        with pytest.raises(Refused, match="tidak boleh keluar"):
            asked(case, referral, operator)
        assert not helping.asked

    def test_what_became_secret_after_it_was_asked_is_not_sent(self, helping, operator, case, referral):
        aid = asked(case, referral, operator)
        Case.objects.filter(pk=case.pk).update(is_confidential=True)
        writing.write(aid.institution_id, aid.pk, now=lambda: NOW)
        aid.refresh_from_db()
        assert (aid.trouble, helping.asked) == (Trouble.KEPT_BACK, [])

    def test_a_matter_of_supervision_never_leaves(self, helping, operator, coordinator, case, referral):
        actions.flag_supervisory(case=case, reported_unit=None, by=coordinator, now=NOW)
        case.refresh_from_db()
        assert queries.help_of_model(case, referral, coordinator) is None
        with pytest.raises(Refused):
            asked(case, referral, coordinator)
        assert not helping.asked

    def test_a_case_from_the_counter_is_answered_by_hand(self, helping, office, operator):
        case = verified(a_case(operator), operator)
        referral = a_referral(case, a_unit(office, "Dinas Energi"), by=operator)
        actions.answer_by_unit(**said(referral), said="Sudah.", now=NOW)
        referral.refresh_from_db()
        assert queries.help_of_model(case, referral, operator) is None
        with pytest.raises(Refused, match="tidak datang dari percakapan"):
            asked(case, referral, operator)

    def test_what_was_given_is_erased_with_what_was_sent(self, helping, operator, case, referral):
        aid = came(case, referral, operator)
        assert "kabel putus" in aid.given
        writing.erase(aid.institution_id, days=-1, now=NOW)
        aid.refresh_from_db()
        assert (aid.given, aid.sent, aid.text) == ("", "", "")


class TestOff:
    def test_without_a_model_there_is_nothing_and_nothing_is_asked(
        self, settings, operator, case, referral, django_assert_num_queries
    ):
        settings.PENDOPO_LANGUAGE_MODEL = None
        assert case.conversation  # the page has it already
        with django_assert_num_queries(0):
            assert queries.help_of_model(case, referral, operator) is None
        with pytest.raises(Refused, match="belum dinyalakan"):
            asked(case, referral, operator)

    def test_without_the_offices_switch(self, server, settings, operator, case, referral):
        settings.PENDOPO_LANGUAGE_MODEL = server.model()
        assert queries.help_of_model(case, referral, operator) is None
        with pytest.raises(Refused, match="belum dinyalakan"):
            asked(case, referral, operator)
        assert not server.asked

    def test_before_the_unit_has_answered(self, helping, office, operator, case):
        with pytest.raises(Refused, match="belum menjawab"):
            asked(case, a_referral(case, a_unit(office), by=operator), operator)

    def test_only_who_handles_cases(self, stranger, helping, office, case, referral):
        with pytest.raises(Refused):
            asked(case, referral, a_member(office, Role.AUDITOR))
        with pytest.raises(Refused):
            asked(case, referral, stranger)


class TestAPersonStandsBehindIt:
    def test_it_begins_the_answer_with_the_code_and_bears_the_mark(self, helping, operator, case, referral):
        answer = begun(case, referral, operator, "Selamat pagi.")
        assert answer.text.startswith("Selamat pagi.\n\nHalo Budi Santoso, lampu")
        assert answer.text.endswith(f"{case.code}.")
        assert (answer.state, answer.machine, answer.referral_id) == (
            AnswerState.DRAFT,
            "begun",
            referral.pk,
        )
        assert not Reply.objects.exists()
        assert LedgerEntry.objects.filter(did="cases.machine_draft_taken").exists()

    def test_who_presses_twice_finds_it_once(self, helping, operator, case, referral):
        first = begun(case, referral, operator, "Selamat pagi.")
        assert (
            begun(case, referral, operator, first.text.replace("\n", "\r\n")).text.split()
            == first.text.split()
        )

    def test_unchanged_it_goes_nowhere(self, helping, operator, case, referral):
        answer = begun(case, referral, operator)
        for text in (answer.text, f"Yth. {answer.text.upper()}"):
            with pytest.raises(Refused, match="kata-kata model bahasa") as no:
                actions.send_answer(case=case, text=text, by=operator, now=NOW)
            assert no.value.field == "stands_behind"
        assert not Reply.objects.exists()
        with pytest.raises(Refused, match="kata-kata model bahasa"):
            actions.tell_by_hand(answer=answer, how="Telepon", told_at=NOW, by=operator, now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(state=AnswerState.ON_ITS_WAY)

    def test_confirmed_it_goes_out_and_says_so_in_the_thread(self, helping, operator, case, referral):
        answer = begun(case, referral, operator)
        actions.send_answer(case=case, text=answer.text, stands_behind=True, by=operator, now=NOW)
        answer.refresh_from_db()
        assert (answer.machine, answer.reply.machine) == ("confirmed", "confirmed")

    def test_changed_it_goes_out_and_its_approver_sees_what_it_was(self, helping, operator, case, referral):
        begun(case, referral, operator)
        (answer,) = actions.send_answer(
            case=case, text="Lampu sudah kami ganti pagi ini.", by=operator, now=NOW
        )
        assert (answer.machine, answer.reply.machine) == ("edited", "edited")
        assert "model bahasa" in answer.reply.get_machine_display()

    def test_everybody_who_is_told_the_same_has_the_mark(
        self, helping, office, operator, coordinator, case, referral
    ):
        other = a_conversation(an_account(office, handle="lain"), "Sama", author="siti.r")
        actions.join(
            case=a_case(operator, conversation=other, channel=Channel.NETWORK),
            into=case,
            by=coordinator,
            now=NOW,
        )
        actions.join(case=a_case(operator), into=case, by=coordinator, now=NOW)
        begun(case, referral, operator)
        made = actions.send_answer(case=case, text="Lampu sudah diganti.", by=operator, now=NOW)
        assert len(made) == 3
        assert {one.machine for one in made} == {"edited"}

    def test_what_was_begun_in_the_thread_itself_keeps_its_own_mark(
        self, helping, operator, case, referral, thread
    ):
        inbox.begin_with_machine_draft(
            conversation=thread, typed="", text="Kami periksa dulu.", by=operator, now=NOW
        )
        actions.send_answer(case=case, text="Lampu sudah kami ganti.", by=operator, now=NOW)
        own = Reply.objects.get(state="draft")
        assert (own.text, own.machine) == ("Kami periksa dulu.", "begun")
        assert Reply.objects.exclude(pk=own.pk).get().machine == ""

    def test_of_another_case_it_is_not_found(self, helping, office, operator, case, referral):
        aid = came(case, referral, operator)
        other = verified(
            a_case(operator, conversation=a_conversation(an_account(office, handle="lain"), "Lain")), operator
        )
        theirs = a_referral(other, a_unit(office, "Dinas Energi"), by=operator)
        actions.answer_by_unit(**said(theirs), said="Sudah.", now=NOW)
        theirs.refresh_from_db()
        with pytest.raises(Refused, match="Tidak ada draf"):
            actions.begin_with_machine_words(
                case=other, referral=theirs, aid_id=aid.pk, typed="", by=operator, now=NOW
            )


class TestOnTheScreen:
    def test_it_is_asked_for_and_begun_with_by_hand(self, helping, operator, case, referral):
        client = signed_in(operator)
        address = reverse("cases:answer", args=[case.pk])
        page = client.get(address).text
        assert "Draf dari kata-kata unit" in page
        page = client.post(reverse("cases:ask_machine", args=[case.pk]), follow=True).text
        assert "Menunggu model bahasa" in page
        assert "every 3s" in page
        aid = Aid.objects.get()
        jobs.write(aid.institution_id, aid.pk)
        card = client.get(reverse("cases:machine", args=[case.pk])).text
        assert "Ditulis mesin" in card
        assert "every 3s" not in card
        # What the page began with gives way; what somebody typed stays.
        use = reverse("cases:use_machine", args=[case.pk, aid.pk])
        client.post(use, {"text": queries.drafted(case, operator).text.replace("\n", "\r\n")})
        assert Answer.objects.get().text.startswith("Halo Budi Santoso, lampu")
        page = client.get(address).text
        assert "Jawaban ini berawal dari draf model bahasa" in page
        words = {
            "text": Answer.objects.get().text,
            "purpose": "final",
            "seen": its_message(thread_of(case)).pk,
        }
        refused = client.post(address, {**words, "send": "1"})
        assert refused.status_code == 422
        assert "Ini masih kata-kata model bahasa" in refused.text
        sent = client.post(address, {**words, "send": "1", "stands_behind": "on"})
        assert sent.status_code == 302
        assert "dibenarkan petugas" in client.get(reverse("cases:case", args=[case.pk])).text

    def test_without_a_model_no_such_page(self, settings, operator, case, referral):
        settings.PENDOPO_LANGUAGE_MODEL = None
        client = signed_in(operator)
        assert "model-bahasa" not in client.get(reverse("cases:answer", args=[case.pk])).text
        assert client.get(reverse("cases:machine", args=[case.pk])).status_code == 404
        assert client.post(reverse("cases:ask_machine", args=[case.pk])).status_code == 404
        assert client.post(reverse("cases:use_machine", args=[case.pk, 1])).status_code == 404


def thread_of(case):
    return Conversation.objects.get(pk=case.conversation_id)
