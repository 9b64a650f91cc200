"""The inbox on the screen, without script: plain pages and plain forms."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.institution.tests.screens import signed_in
from pendopo.listen.inbox import actions
from pendopo.listen.inbox.models import Conversation, Hiding, Presence, Reply, SavedReply
from pendopo.listen.inbox.tests.builders import a_conversation, heard, its_message, taken_in

ANSWER = "Air kembali mengalir besok pukul 08.00."
# What a page asks of the room itself (sign-in and savepoints aside), however many lines it has.
ROOM = re.compile(r'(FROM|INTO|UPDATE) "?(inbox|accounts|publishing)_')
SAVED_QUERIES = 4
LIST_QUERIES = 7  # one of them for what sounds urgent, which stands above the list
SEARCH_QUERIES = 7  # the first only asks whether there are words to look for
LIVE_LIST_QUERIES = 5
LIVE_THREAD_QUERIES = 4
THREAD_QUERIES = 20


@pytest.fixture
def office(db):
    return an_institution()


@pytest.fixture
def operator(office):
    return a_member(office, Role.OPERATOR, name="Sari")


@pytest.fixture
def colleague(office):
    return a_member(office, Role.OPERATOR, name="Rahmat")


@pytest.fixture
def account(office):
    return an_account(office)


@pytest.fixture
def client(operator):
    return signed_in(operator)


@pytest.fixture
def conversation(office, account):
    with acting_for(office.pk):
        return a_conversation(
            account, "Jalan di desa kami rusak", said_at=timezone.now() - timedelta(hours=4)
        )


def address(name, *args):
    return reverse(f"inbox:{name}", args=args)


def test_an_empty_inbox_says_so_kindly(client):
    assert client.get(address("list")).status_code == 200


def test_the_list_shows_who_said_what(client, conversation):
    answer = client.get(address("list"))
    assert "Jalan di desa kami rusak" in answer.text
    assert address("thread", conversation.pk) in answer.text


def test_personal_data_is_covered_until_somebody_says_why(office, account, client):
    with acting_for(office.pk):
        conversation = a_conversation(account, "NIK saya 3374010101900001")
    for page in (address("list"), address("thread", conversation.pk)):
        assert "3374010101900001" not in client.get(page).text
    asked = client.post(address("reveal", conversation.pk), {"why": "Mencocokkan data pelanggan"})
    assert "3374010101900001" in asked.text
    assert client.post(address("reveal", conversation.pk), {"why": ""}).status_code == 422


def test_opening_a_conversation_makes_it_read_and_lets_colleagues_see_it(
    client, colleague, office, conversation
):
    client.get(address("thread", conversation.pk))
    with acting_for(office.pk):
        assert Conversation.objects.get().unread == 0
        assert Presence.objects.get().doing == "reading"
    assert "Sari" in signed_in(colleague).get(address("list")).text


def test_filters_stay_in_the_address_and_narrow_the_list(office, client, account, conversation):
    other = an_account(office)
    with acting_for(office.pk):
        a_conversation(other, "Lampu jalan padam", said_at=timezone.now())
    page = client.get(address("list"), {"akun": other.pk, "umur": "quick", "lihat": "menunggu"})
    assert "Lampu jalan padam" in page.text
    assert "Jalan di desa kami rusak" not in page.text
    assert f"akun={other.pk}" in page.text
    assert page.context["narrowed_to"] == [str(other), "Di bawah 3 jam"]
    found = client.get(address("list"), {"akun": other.pk, "umur": "quick", "cari": "lampu"})
    assert "Lampu jalan padam" in found.text
    assert found.context["query_without_words"] == f"akun={other.pk}&umur=quick"
    assert "Lampu jalan padam" not in client.get(address("list"), {"umur": "slow", "cari": "lampu"}).text
    page = client.get(address("list"), {"umur": "day"})
    assert "Jalan di desa kami rusak" in page.text
    assert "Lampu jalan padam" not in page.text
    assert (
        client.get(address("list"), {"hasil": "spam", "jaringan": "practice", "lihat": "x"}).status_code
        == 200
    )


def test_networks_are_called_as_the_reader_calls_them(client, operator, conversation):
    for language, called in (("id", "Jejaring latihan"), ("en", "Practice network")):
        operator.person.language = language
        operator.person.save(update_fields=["language"])
        page = client.get(address("list"), {"jaringan": "practice"})
        assert ("practice", called) in page.context["networks"]
        assert page.context["narrowed_to"] == [called]


def test_odd_addresses_are_no_trouble(client, conversation):
    for odd in (
        {"akun": "9" * 30},
        {"sebelum": "%%%"},
        {"sebelum": "MjAyNg"},
        {"cari": "\x00"},
        {"umur": "x"},
    ):
        assert client.get(address("list"), odd).status_code == 200


def test_searching_finds_it_whatever_tab_is_open(client, conversation):
    page = client.get(address("list"), {"cari": "jalanan", "lihat": "selesai"})
    assert "Jalan di desa kami rusak" in page.text


def test_pages_go_on_where_the_last_one_ended(office, account, client):
    at = timezone.now()
    with acting_for(office.pk):
        taken_in(
            account,
            *(
                heard(f"Nomor {n:03}.", author=f"w{n}", said_at=at - timedelta(minutes=n // 2))
                for n in range(45)
            ),
        )
    first = client.get(address("list"))
    older = first.context["older"]
    second = client.get(address("list") + older)
    shown = [line.conversation.pk for page in (first, second) for line in page.context["found"].lines]
    assert len(shown) == len(set(shown)) == 45


def test_an_answer_is_sent_by_a_plain_form(client, office, conversation):
    page = client.post(
        address("answer", conversation.pk) + "?lihat=menunggu", {"text": ANSWER, "seen": 10**9}, follow=True
    )
    assert page.redirect_chain[-1][0].endswith("?lihat=menunggu#jawaban")
    assert ANSWER in page.text
    with acting_for(office.pk):
        assert Reply.objects.get().state == "sending"


def test_what_was_refused_is_still_there_to_be_mended(client, office, conversation):
    text = "Silakan kirim surat resmi ke kantor kami."
    page = client.post(address("answer", conversation.pk), {"text": text, "seen": 10**9})
    assert page.status_code == 422
    assert text in page.text
    with acting_for(office.pk):
        assert Reply.objects.get(state="draft").text == text
    assert text in client.get(address("thread", conversation.pk)).text


def test_who_answers_second_sees_the_first_answer_and_their_own_words(
    client, colleague, office, conversation
):
    client.post(address("answer", conversation.pk), {"text": ANSWER, "seen": 10**9})
    page = signed_in(colleague).post(
        address("answer", conversation.pk), {"text": "Besok, Pak.", "seen": 10**9}
    )
    assert page.status_code == 422
    assert ANSWER in page.text
    with acting_for(office.pk):
        assert Reply.objects.get(author=colleague).text == "Besok, Pak."


def test_a_draft_is_kept_while_typing(client, office, conversation):
    kept = client.post(address("draft", conversation.pk), {"text": "Setengah jadi"})
    assert kept.status_code == 200
    assert "Setengah jadi" in client.get(address("thread", conversation.pk)).text


def test_an_approver_decides_on_the_same_page(client, office, conversation):
    client.post(address("answer", conversation.pk), {"text": "Anda bisa dijerat UU ITE.", "seen": 10**9})
    with acting_for(office.pk):
        reply = Reply.objects.get()
    approver = signed_in(a_member(office, Role.APPROVER))
    assert address("approve", reply.pk) in approver.get(address("thread", conversation.pk)).text
    assert address("approve", reply.pk) not in client.get(address("thread", conversation.pk)).text
    assert client.post(address("approve", reply.pk)).status_code == 403
    assert approver.post(address("give_back", reply.pk), {"why": ""}).status_code == 422
    assert approver.post(address("give_back", reply.pk), {"why": "Tanpa ancaman."}).status_code == 302
    assert "Tanpa ancaman." in client.get(address("thread", conversation.pk)).text


def test_one_tap_ends_it_and_one_brings_it_back(client, office, conversation):
    page = client.post(
        address("close", conversation.pk) + "?lihat=menunggu", {"disposition": "spam"}, follow=True
    )
    assert address("reopen", conversation.pk) in page.text
    with acting_for(office.pk):
        assert Conversation.objects.get().disposition == "spam"
    client.post(address("reopen", conversation.pk))
    with acting_for(office.pk):
        assert Conversation.objects.get().state == "open"


def test_no_reply_needed_without_a_reason_comes_back(client, conversation):
    page = client.post(address("close", conversation.pk), {"disposition": "no_reply", "reason": ""})
    assert page.status_code == 422
    assert client.get(address("close", conversation.pk)).status_code == 200


def test_hiding_asks_for_a_reason(client, office, conversation):
    with acting_for(office.pk):
        message = its_message(conversation)
    assert client.get(address("hide", message.pk)).status_code == 200
    assert client.post(address("hide", message.pk), {"code": "criticism"}).status_code == 422
    assert client.post(address("hide", message.pk), {"code": "scam"}).status_code == 302
    with acting_for(office.pk):
        assert Hiding.objects.get().code == "scam"


def test_a_conversation_is_taken_and_handed_over(client, office, operator, colleague, conversation):
    client.post(address("take", conversation.pk))
    client.post(address("assign", conversation.pk), {"to": colleague.pk})
    with acting_for(office.pk):
        assert Conversation.objects.get().assigned_to_id == colleague.pk
    assert client.post(address("assign", conversation.pk), {"to": 10**9}).status_code == 422
    assert client.post(address("unread", conversation.pk)).status_code == 302


def test_saved_replies_are_filled_in_for_the_citizen(client, office, conversation):
    client.post(
        address("saved"), {"title": "Terima kasih", "text": "Halo {nama}, terima kasih lewat {kanal}."}
    )
    page = client.get(address("thread", conversation.pk))
    assert f"Halo {conversation.citizen.name}, terima kasih lewat" in page.text
    with acting_for(office.pk):
        one = SavedReply.objects.get()
    assert client.post(address("saved"), {"title": "Terima kasih", "text": "x"}).status_code == 422
    assert client.post(address("saved_one", one.pk), {"title": "Salam", "text": "y"}).status_code == 302
    assert "Salam" in client.get(address("saved")).text
    assert client.post(address("saved_remove", one.pk)).status_code == 302


def test_an_administrator_says_which_answers_need_an_approval(office, client):
    administrator = signed_in(a_member(office, Role.ADMINISTRATOR, Role.OPERATOR))
    assert administrator.post(address("approving"), {"approving": "always"}).status_code == 302
    assert client.post(address("approving"), {"approving": "risky"}).status_code == 403


def test_nothing_new_is_answered_with_nothing(client, office, account, conversation):
    page = client.get(address("list"))
    mark = page.context["mark"]
    assert client.get(address("list_news"), {"lihat": "menunggu", "tanda": mark}).status_code == 204
    with acting_for(office.pk):
        a_conversation(account, "Kabar baru")
    fresh = client.get(address("list_news"), {"lihat": "menunggu", "tanda": mark})
    assert "Kabar baru" in fresh.text
    beside = client.get(address("list_news"), {"lihat": "menunggu", "kini": conversation.pk})
    assert 'aria-current="page"' in beside.text
    assert "<html" not in fresh.text


def test_what_is_new_in_a_thread_comes_by_itself(client, colleague, office, account, conversation):
    page = client.get(address("thread", conversation.pk))
    mark = page.context["thread_mark"]
    assert client.get(address("thread_news", conversation.pk), {"tanda": mark}).status_code == 204
    signed_in(colleague).get(address("thread_news", conversation.pk), {"doing": "answering"})
    there = client.get(address("thread_news", conversation.pk), {"tanda": mark})
    assert "Rahmat" in there.text
    with acting_for(office.pk):
        taken_in(
            account,
            heard("Masih rusak", thread_id=conversation.thread_id, author=conversation.citizen.handle),
        )
    assert "Masih rusak" in client.get(address("thread_news", conversation.pk), {"tanda": mark}).text


@pytest.mark.parametrize("role", [*Role])
def test_who_may_read_is_written_in_the_matrix(office, conversation, role):
    may = role not in {Role.UNIT_LIAISON, Role.ADMINISTRATOR, Role.INFORMATION_SUPERIOR}
    client = signed_in(a_member(office, role))
    for page in (address("list"), address("thread", conversation.pk), address("list_news")):
        assert (client.get(page).status_code == 200) is may
    # Which answers need an approval stands beside saved replies: it is an administrator's to say.
    assert (client.get(address("saved")).status_code == 200) is (may or role is Role.ADMINISTRATOR)


GETS = ("thread", "thread_news", "close")
POSTS = ("reveal", "assign", "take", "unread", "draft", "answer", "close", "reopen")


def test_a_stranger_from_another_institution_finds_nothing(office, conversation, client):
    client.post(address("answer", conversation.pk), {"text": "Anda bisa dijerat UU ITE.", "seen": 10**9})
    with acting_for(office.pk):
        message, reply = its_message(conversation), Reply.objects.get()
    stranger = signed_in(
        a_member(an_institution(), Role.OPERATOR, Role.APPROVER, Role.ADMINISTRATOR, Role.DUTY_OFFICER)
    )
    for name in GETS:
        assert stranger.get(address(name, conversation.pk)).status_code == 404, name
    for name in POSTS:
        assert stranger.post(address(name, conversation.pk), {"text": "x", "why": "x"}).status_code == 404, (
            name
        )
    for name in ("hide", "show", "take_down"):
        assert stranger.post(address(name, message.pk), {"code": "scam", "why": "x"}).status_code == 404, name
    for name in ("approve", "give_back"):
        assert stranger.post(address(name, reply.pk), {"why": "x"}).status_code == 404, name
    assert "Jalan di desa" not in stranger.get(address("list"), {"cari": "jalan"}).text


def test_our_answer_is_taken_down_on_a_page_of_its_own(office, conversation):
    duty = signed_in(a_member(office, Role.DUTY_OFFICER))
    with acting_for(office.pk):
        message = its_message(conversation)
    assert duty.get(address("take_down", message.pk)).status_code == 200
    assert duty.post(address("take_down", message.pk), {"why": "Salah"}).status_code == 422


# All that one page asks, the frame and the other rooms' cards included: change a number only with a reason.
WHOLE_THREAD = 41


def test_a_thread_asks_exactly_as_many_questions_as_ever(client, conversation):
    page = address("thread", conversation.pk)
    client.get(page)  # the first visit of a session asks more
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    told = [one["sql"] for one in asked]
    assert len(told) == WHOLE_THREAD, "\n".join(one[:160] for one in told)
    questions = [one for one in told if one.startswith("SELECT") and "set_config" not in one]
    assert len(set(questions)) == len(questions), "a page that asks the same twice"


def test_a_page_asks_as_much_for_many_lines_as_for_few(
    office, account, operator, colleague, client, conversation
):
    def questions(page, *, status=200):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == status
        return sum(1 for one in caught if ROOM.search(one["sql"]))

    client.get(address("thread", conversation.pk))  # the first visit of a session asks more

    def asked():
        shown = client.get(address("thread", conversation.pk)).context
        listed = client.get(address("list")).context["mark"]
        return [
            questions(address("list")),
            questions(f"{address('list')}?cari=jalan"),
            questions(address("thread", conversation.pk)),
            questions(f"{address('list_news')}?lihat=menunggu&tanda={listed}", status=204),
            questions(
                f"{address('thread_news', conversation.pk)}?{urlencode({'tanda': shown['thread_mark']})}",
                status=204,
            ),
        ]

    few = asked()
    with acting_for(office.pk):
        for number in range(20):
            one = a_conversation(account, f"Jalan {number}")
            actions.be_present(conversation=one, doing="reading", by=colleague, now=timezone.now())
        taken_in(
            account,
            *(
                heard(f"Lagi {n}", thread_id=conversation.thread_id, author=conversation.citizen.handle)
                for n in range(20)
            ),
        )
    assert asked() == few
    around = questions(address("saved")) - SAVED_QUERIES  # what the menu asks on every page
    assert [one - around for one in few[:3]] == [LIST_QUERIES, SEARCH_QUERIES, THREAD_QUERIES]
    assert few[3:] == [LIVE_LIST_QUERIES, LIVE_THREAD_QUERIES]
