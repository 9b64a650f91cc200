"""A write is cut off at its first request, its second, its third …, before and after it arrived, by a bad
line or by a worker that dies and forgets. Carried on the house's way, everything stands, and stands once."""

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.networks.contract import Draft, Later, NotThere, Sent, Unknown
from pendopo.networks.tests.pictures import a_picture
from pendopo.networks.tests.stages import SPOKEN_TO, a_key, words

MOST = 20  # requests one write takes


@pytest.fixture(params=SPOKEN_TO)
def stage(request):
    return request.getfixturevalue(f"{request.param}_stage")


def carried_on(connector, draft, key, began, outcome):
    """What the house does with each answer, until it stands."""
    for _turn in range(5):
        if isinstance(outcome, Unknown):
            outcome = connector.find(draft, key=key, since=began, progress=outcome.progress)
        match outcome:
            case Sent():
                return outcome
            case NotThere():
                outcome = connector.publish(draft, key=key)
            case Later(progress=progress):
                outcome = connector.publish(draft, key=key, progress=progress)
            case other:
                raise AssertionError(other)
    raise AssertionError("it never ended")


@pytest.mark.parametrize("where", ["lost_there", "lost_back"])
@pytest.mark.parametrize("remembers", [True, False], ids=["told", "died"])
def test_whichever_request_is_cut_all_of_it_stands_once(stage, where, remembers):
    connector = stage.connector()
    for number in range(1, MOST):
        tokens, key = [words(), words()], a_key()
        began = datetime.now(UTC) - timedelta(seconds=1)
        draft = Draft(
            text=f"Satu {tokens[0]}.",
            thread=(f"Dua {tokens[1]}.",),
            pictures=(a_picture("Kran"),),
            made_at=began,
        )
        cut = stage.cut_at(number, where)
        outcome = cut.publish(draft, key=key)
        if isinstance(outcome, Sent):
            assert number > 2  # so many requests it did not take
            return
        sent = carried_on(connector, draft, key, began, outcome if remembers else Unknown(why="died"))
        assert isinstance(sent, Sent)
        assert [stage.stands(token) for token in tokens] == [1, 1], (number, outcome)
        assert [one.alt for one in connector.fetch(sent.remote_id).pictures] == ["Kran"]
    raise AssertionError("it took more requests than any write needs")
