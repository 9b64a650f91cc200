"""On a real inference server: the protocol, the counting, JSON held to a schema. Its words are noise."""

from __future__ import annotations

import pytest

from pendopo.listen.inbox.tests.builders import NOW, a_conversation
from pendopo.listen.writing_aid import actions
from pendopo.listen.writing_aid.actions import Given
from pendopo.listen.writing_aid.prompting import POINTS_MOST
from pendopo.listen.writing_aid.states import OF_A_THREAD, AidKind, AidState, Trouble
from pendopo.listen.writing_aid.tests.builders import came, let_help, worked
from pendopo.networks.language_model import Model

pytestmark = pytest.mark.servers


@pytest.fixture
def real(llm_server, settings, administrator):
    model = Model(url=llm_server["base"], name=llm_server["model"], is_inside=True)
    settings.PENDOPO_LANGUAGE_MODEL = model
    let_help(administrator, now=NOW)
    return model


def test_it_says_which_models_it_has(real):
    assert real.names() == ["random"]


@pytest.mark.parametrize("kind", OF_A_THREAD)
def test_what_comes_from_noise_is_held_to_its_schema_and_counted(real, operator, account, kind):
    row = a_conversation(account, "Saya Budi, 081234567890. Air mati sejak pagi.", author_name="Budi")
    aid = came(row, operator, kind)
    assert aid.state == AidState.CAME or aid.trouble == Trouble.NOT_USABLE  # noise may be nothing but blanks
    assert aid.tokens_in > 50
    assert aid.tokens_out > 0
    assert aid.milliseconds > 0
    assert "Budi" not in aid.sent
    assert len(aid.text) <= 3000
    assert aid.text.count("\n") < POINTS_MOST or kind == AidKind.DRAFT


def test_a_units_words_go_there_covered_and_come_back_as_noise(real, operator, account):
    row = a_conversation(account, "Lampu mati sejak Senin.", author_name="Budi")
    given = Given(title="DPU", text="Lampu Sdr. Budi diganti besok. Wawan", names=("Wawan",))
    aid = actions.ask_in_voice(conversation=row, about="cases.referral:1", given=given, by=operator, now=NOW)
    aid = worked(aid)
    assert aid.state == AidState.CAME or aid.trouble == Trouble.NOT_USABLE
    assert aid.tokens_in > 50
    assert "diganti besok" in aid.sent
    assert "Budi" not in aid.sent
    assert "Wawan" not in aid.sent


def test_a_model_that_is_not_there_is_said_so(real, settings, operator, account):
    settings.PENDOPO_LANGUAGE_MODEL = Model(url="http://127.0.0.1:9/v1", name="random", is_inside=True)
    aid = came(a_conversation(account), operator)
    assert (aid.state, aid.trouble) == (AidState.FAILED, Trouble.NOT_REACHED)
