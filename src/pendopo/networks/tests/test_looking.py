"""Looking for a write: what can't be learned is never mistaken for what is not there."""

import httpx
import pytest

from pendopo.networks.contract import NotReachable, NotThere, ReconnectNeeded, Unknown
from pendopo.networks.http import Line
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.words import NOT_THERE


def look(answer, found=None):
    line = Line(
        base="https://contoh.id", outside=Answering(routes={"/9": answer}).outside(), account="contoh"
    )

    def work(talk):
        talk.ask("/9")
        return found or NotThere()

    return line.find(work, progress="a b")


def test_an_empty_place_is_an_empty_place():
    assert look(ok({})) == NotThere()


def test_where_the_place_itself_is_gone_a_person_decides():
    assert look(httpx.Response(410)) == Unknown(why=NOT_THERE, progress="a b")


def test_what_was_known_is_handed_back_with_a_doubt():
    assert look(ok({}), Unknown(why="?")).progress == "a b"
    assert look(ok({}), Unknown(why="?", progress="c")).progress == "c"


@pytest.mark.parametrize(
    ("answer", "no"),
    [
        (httpx.Response(500), NotReachable),
        (httpx.Response(429), NotReachable),
        (httpx.Response(403), NotReachable),
        (httpx.Response(302), NotReachable),
        (httpx.ReadTimeout("silence"), NotReachable),
        (httpx.ConnectError("refused"), NotReachable),
        (httpx.Response(401), ReconnectNeeded),
    ],
    ids=str,
)
def test_nobody_could_look(answer, no):
    with pytest.raises(no):
        look(answer)


def test_an_answer_with_lists_in_lists_without_end_is_no_words_at_all():
    deep = httpx.Response(422, content=b"[" * 200_000)
    with pytest.raises(NotReachable):
        look(deep)
