"""Whatever is searched for is found, in order, page by page, and never behind the wall."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen.inbox import actions, queries
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.queries import A_PAGE, Filters, searching
from pendopo.listen.inbox.tests.builders import NOW, a_conversation, heard, taken_in


def search(member, words, *, before=None, **filters):
    with acting_for(member.institution_id):
        return queries.search(member, Filters(words=words, **filters), before=before, now=NOW)


def texts(member, words, **filters):
    return [line.snippet for line in search(member, words, **filters).lines]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jalanan rusak", True),  # stems: "jalan" was written
        ('"jalan rusak"', True),
        ("rusak -jembatan", True),
        ("rusak -jalan", False),
        ("BUDI", True),  # who said it
        ("jembatan", False),
        ("@i1", False),
        ("'; DROP TABLE inbox_message; --", False),
        ("a & | ! ( )", False),
    ],
)
def test_words_are_found_as_they_are_meant(account, operator, words, found):
    taken_in(account, heard("Jalan rusak di depan pasar"))
    assert bool(texts(operator, words)) is found


@pytest.mark.parametrize("words", ["", "!!!", "( )"])
def test_a_search_without_words_says_so(account, operator, words):
    taken_in(account, heard())
    assert not search(operator, words).has_words


def test_another_institutions_words_are_not_found(stranger, account, operator):
    taken_in(account, heard("Rahasia kabupaten"))
    assert texts(operator, "rahasia") == ["Rahasia kabupaten"]


def test_from_outside_the_same_words_are_not_found(db):
    theirs, ours = an_institution(), an_institution()
    taken_in(an_account(theirs), heard("Rahasia tetangga"))
    assert texts(a_member(ours, Role.OPERATOR), "rahasia") == []


def test_nobody_in_particular_finds_nothing(account):
    taken_in(account, heard("Rahasia kabupaten"))
    with connection.cursor() as cursor:
        for setting in ("", "*"):
            cursor.execute("SELECT set_config('pendopo.institution', %s, true)", [setting])
            cursor.execute("SELECT count(*) FROM inbox_search('rahasia', NULL, NULL, NULL, 10)")
            assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT set_config('pendopo.institution', %s, true)", [str(account.institution_id)])


def test_pages_follow_each_other_without_gap_or_repeat(account, operator):
    many = A_PAGE * 2 + 7
    taken_in(
        account,
        *(
            # Several at one instant: the number decides.
            heard(f"Banjir nomor {number}", author=f"w{number}", said_at=NOW - timedelta(minutes=number // 3))
            for number in range(many)
        ),
    )
    seen, before = [], None
    for _page in range(4):
        found = search(operator, "banjir", before=before)
        seen += [line.place.number for line in found.lines]
        before = found.older
        if before is None:
            break
    assert len(seen) == len(set(seen)) == many


def test_what_lies_behind_the_newest_thousands_is_found_by_the_index(account, operator):
    old = [
        heard(f"Longsor tua {number}", author=f"t{number}", said_at=NOW - timedelta(days=40 * number + 20))
        for number in range(5)
    ]
    new = [heard(f"Kabar {number}", author=f"n{number}") for number in range(3100)]
    taken_in(account, *old, *new)
    assert texts(operator, "longsor") == [f"Longsor tua {number}" for number in range(5)]
    assert texts(operator, "tidakadakatanya") == []


def test_a_word_that_was_common_long_ago_is_walked_through_page_by_page(account, operator):
    many = 520  # in one stretch: more than the index's hits are read and sorted for
    began = NOW - timedelta(days=300)
    taken_in(
        account,
        *(
            heard(f"Longsor {number}", author=f"t{number}", said_at=began - timedelta(minutes=number))
            for number in range(many)
        ),
        heard("Longsor pertama", author="p", said_at=NOW - timedelta(days=400)),
        *(heard(f"Kabar {number}", author=f"n{number}") for number in range(3100)),
    )
    seen, before = [], None
    for _page in range(many // A_PAGE + 2):
        found = search(operator, "longsor", before=before)
        seen += [line.snippet for line in found.lines]
        before = found.older
        if before is None:
            break
    assert seen == [*(f"Longsor {number}" for number in range(many)), "Longsor pertama"]


@pytest.fixture
def long_memory(office, account):
    """Two accounts' years: thousands of new messages, many old stretches without a word, one full of it.

    What is old was taken in at any time, so that it does not lie in the table in the order it was said.
    """
    chance = random.Random(3)
    conversations = [a_conversation(account), a_conversation(an_account(office))]
    said = [(timedelta(minutes=number // 3), "air jalan") for number in range(3100)]
    said += [(timedelta(days=320, minutes=number // 3), "longsor") for number in range(700)]
    for word, days, many in (
        ("genap", 400, 300),
        ("ganjil", 400, 300),
        ("mercusuar", 900, 9),
        ("longsor", 800, 40),
    ):
        said += [(timedelta(days=40 + chance.random() * days), word) for _ in range(many)]
    chance.shuffle(said)
    Message.objects.bulk_create(
        Message(
            institution_id=office.pk,
            account_id=(of := chance.choice(conversations)).account_id,
            conversation=of,
            kind="reply",
            remote_id=f"lama-{number}",
            author="warga",
            text=f"{word} {' '.join(chance.choices(('air', 'jalan', 'rusak', 'jembatan'), k=3))}",
            said_at=NOW - ago,
            taken_in_at=NOW,
            disposition="spam",
        )
        for number, (ago, word) in enumerate(said)
    )
    return conversations[0].account


@pytest.mark.parametrize("in_one_account", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "air",
        "longsor",
        "longsor rusak",
        "mercusuar",
        "genap ganjil",
        "genap OR mercusuar",
        "longsor -air",
        "-air -jalan -rusak",
        '"longsor rusak jembatan"',
        '"ganjil jembatan jembatan jalan"',
        "kriptonit",
    ],
)
def test_page_by_page_the_same_is_found_as_by_reading_everything(office, long_memory, words, in_one_account):
    accounts = [long_memory.pk] if in_one_account else None
    found, at, number = [], None, None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM inbox_message WHERE search @@ inbox_words(%s) AND (%s::bigint IS NULL OR account_id = %s) "
            "ORDER BY said_at DESC, id DESC",
            [words, *[accounts and accounts[0]] * 2],
        )
        everything = [row[0] for row in cursor.fetchall()]
        while True:
            cursor.execute(
                "SELECT id, said_at FROM inbox_search(%s, %s, %s, %s, 97)", [words, accounts, at, number]
            )
            page = cursor.fetchall()
            found += [row[0] for row in page]
            if len(page) < 97:
                break
            number, at = page[-1]
    assert found == everything


def test_a_search_in_one_account_stays_there(office, account, operator):
    other = an_account(office)
    taken_in(account, heard("Listrik padam di sini"))
    taken_in(other, heard("Listrik padam di sana"))
    assert texts(operator, "listrik", account_id=other.pk) == ["Listrik padam di sana"]
    assert len(texts(operator, "listrik", network="practice")) == 2
    assert texts(operator, "listrik", network="nirgendwo") == []


def test_a_search_keeps_to_the_age_and_the_ending_that_are_chosen(account, operator):
    taken_in(
        account,
        heard("Listrik padam", author="lama", said_at=NOW - timedelta(days=2)),
        heard("Listrik padam lagi", author="baru", said_at=NOW - timedelta(minutes=5)),
        heard("Listrik murah, klik di sini", author="iklan", said_at=NOW - timedelta(minutes=4)),
    )
    actions.close(
        conversation=Conversation.objects.get(citizen__handle="iklan"),
        disposition="spam",
        by=operator,
        now=NOW,
    )
    assert texts(operator, "listrik", bucket="slow") == ["Listrik padam"]
    assert texts(operator, "listrik", bucket="quick") == ["Listrik padam lagi"]
    assert texts(operator, "listrik", disposition="spam") == ["Listrik murah, klik di sini"]


def test_a_search_for_what_is_seldom_of_a_kind_goes_on_where_it_stopped(account, operator, monkeypatch):
    monkeypatch.setattr(searching, "LOOKED_AT_ONCE", 3)
    monkeypatch.setattr(searching, "LOOKS", 2)
    taken_in(
        account,
        heard("Banjir dahulu", author="lama", said_at=NOW - timedelta(days=2)),
        *(
            heard(f"Banjir {number}", author=f"w{number}", said_at=NOW - timedelta(minutes=number))
            for number in range(7)
        ),
    )
    first = search(operator, "banjir", bucket="slow")
    assert first.lines == ()
    assert first.older is not None
    second = search(operator, "banjir", bucket="slow", before=first.older)
    assert [line.snippet for line in second.lines] == ["Banjir dahulu"]
    assert second.older is None


def test_what_is_shown_of_a_message_is_covered(account, operator):
    taken_in(account, heard("NIK saya 3374010101900001 tolong dicek"))
    assert "3374010101900001" not in texts(operator, "dicek")[0]
