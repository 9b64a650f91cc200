"""Whatever a language model's server answers becomes one JSON object or a reason; nothing else gets in."""

from __future__ import annotations

import pytest

from pendopo.networks.contract import NotReachable
from pendopo.networks.language_model import ANSWER_BYTES, Model, Question, Said, Silent, Why
from pendopo.networks.tests.model_double import a_model_server, completion, silence

QUESTION = Question(
    instruction="Jawab.", material="{}", schema={"type": "object"}, limited={"type": "object"}
)
DRAFT = {"text": "Halo.", "sources": []}
REDIRECT = (307, {}, {"Location": "http://127.0.0.1:9/elsewhere"})


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (completion(DRAFT), Said(said=DRAFT, tokens_in=321, tokens_out=45)),
        (
            completion('```json\n{"text": "Halo.", "sources": []}\n```'),
            Said(said=DRAFT, tokens_in=321, tokens_out=45),
        ),
        (
            completion('<think>Hm {"a":</think>{"text": "Halo.", "sources": []}'),
            Said(said=DRAFT, tokens_in=321, tokens_out=45),
        ),
        (
            completion('{"text": "Halo,\n\nterima kasih.", "sources": []}'),
            Said(said={"text": "Halo,\n\nterima kasih.", "sources": []}, tokens_in=321, tokens_out=45),
        ),
        (completion(DRAFT, usage=None), Said(said=DRAFT, tokens_in=0, tokens_out=0)),
        (completion("Halo, ini jawaban saya."), Silent(why=Why.NOT_USABLE)),
        (completion('{"text": "Halo'), Silent(why=Why.NOT_USABLE)),
        (completion("[" * 50_000), Silent(why=Why.NOT_USABLE)),
        (completion(["Halo"]), Silent(why=Why.NOT_USABLE)),
        ((200, {"choices": []}), Silent(why=Why.NOT_USABLE)),
        (
            (200, {"choices": [{"message": {"content": None, "tool_calls": [{"name": "send"}]}}]}),
            Silent(why=Why.NOT_USABLE),
        ),
        ((200, b"<html>Selamat datang</html>"), Silent(why=Why.NOT_USABLE)),
        ((200, b"x" * (ANSWER_BYTES + 1)), Silent(why=Why.NOT_USABLE)),
        ((401, {"error": {"message": "bad key"}}), Silent(why=Why.KEY)),
        ((403, {"error": "no"}), Silent(why=Why.REFUSED)),
        ((404, {"error": "no model"}), Silent(why=Why.REFUSED)),
        ((400, {"error": "no"}), Silent(why=Why.REFUSED)),
        ((429, {"error": "slow down"}), Silent(why=Why.BUSY)),
        ((500, {"error": "oops"}), Silent(why=Why.NOT_REACHED)),
        ((503, {"error": "loading"}), Silent(why=Why.NOT_REACHED)),
        (REDIRECT, Silent(why=Why.REFUSED)),
    ],
)
def test_each_answer_has_its_meaning(answer, meaning):
    with a_model_server(answer) as server:
        assert server.model().ask(QUESTION) == meaning


def test_a_model_that_is_silent_is_left_when_the_time_is_up():
    with a_model_server(silence) as server:
        assert server.model(seconds=1.0).ask(QUESTION) == Silent(why=Why.TOO_SLOW)


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere_else():
    with a_model_server(completion(DRAFT)) as other:
        there = (307, {}, {"Location": other.url + "/chat/completions"})
        with a_model_server(there) as server:
            assert server.model(key="rahasia").ask(QUESTION) == Silent(why=Why.REFUSED)
        assert not other.asked
    assert "rahasia" not in repr(server.model(key="rahasia"))


@pytest.mark.parametrize(
    "no",
    [
        (422, {"detail": "type"}),
        # As llama-cpp-python says it.
        (500, {"error": {"message": "1 validation error: ('body', 'response_format', 'type')"}}),
    ],
)
def test_a_server_that_knows_one_shape_only_is_asked_in_it_from_then_on(no):
    def picky(said):
        shape = said["response_format"]
        return completion(DRAFT) if shape["type"] == "json_object" and "schema" in shape else no

    with a_model_server(picky) as server:
        model = server.model(key="kunci")
        assert isinstance(model.ask(QUESTION), Said)
        assert isinstance(model.ask(QUESTION), Said)
        assert [one["response_format"]["type"] for one in server.asked] == [
            "json_schema",
            "json_object",
            "json_object",
        ]
        assert all("tools" not in one for one in server.asked)
        assert server.headers_seen[0]["Authorization"] == "Bearer kunci"


def test_a_private_address_is_reached_only_where_the_operator_said_that_it_is_inside():
    with a_model_server(completion(DRAFT)) as server:
        assert server.model(is_inside=False).ask(QUESTION) == Silent(why=Why.REFUSED)
        assert not server.asked
        assert server.model().names() == ["uji", "lain"]
    with pytest.raises(NotReachable):
        Model(url="https://127.0.0.1:9/v1", name="uji").names()
