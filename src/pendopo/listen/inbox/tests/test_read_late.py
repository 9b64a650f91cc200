"""What triage could not read at intake of a thread that only some need to know (R33)."""

from __future__ import annotations

import pytest

from pendopo.foundation.events import heard_by
from pendopo.foundation.tenancy import acting_as, acting_for, house_itself
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.notices.models import Notice
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.listen import triage
from pendopo.listen.inbox import actions, jobs, queries
from pendopo.listen.inbox.events import UrgentMessage
from pendopo.listen.inbox.models import Conversation, Message, Reading
from pendopo.listen.inbox.tests.builders import NOW, a_conversation


def test_what_only_some_need_to_know_is_read_late_too_and_tells_nobody_else(db, monkeypatch):
    house = an_institution()
    operator, colleague = (a_member(house, Role.OPERATOR, name=name) for name in ("Sari", "Rekan"))
    account = an_account(house)
    text = "Tolong, petugas loket memukul warga sekarang, ada korban!"
    with monkeypatch.context() as broken, acting_for(house.pk):
        broken.setattr(triage, "read", lambda *_args, **_words: 1 / 0)
        row = a_conversation(account, text)
        with house_itself("a test acts as the house does"):
            actions.restrict(
                conversation_ids=[row.pk], known_to=[operator.pk], by=None, institution_id=house.pk, now=NOW
            )
    with acting_as(operator):
        Message.objects.update(taken_in_at=NOW)
    with heard_by({UrgentMessage: (lambda _event: pytest.fail("its words were told"),)}):
        jobs.read_what_was_not(int(NOW.timestamp()))
    assert queries.unread_by_triage(NOW) == {}
    with acting_as(operator):
        assert Reading.objects.get().message.conversation_id == row.pk
        assert Conversation.objects.get().intent
    with acting_as(colleague):
        assert not Reading.objects.exists()
        assert not Conversation.objects.exists()
    with acting_for(house.pk):  # nobody in particular, as a job without a name
        assert not Reading.objects.exists()
        assert not Notice.objects.exists()
