"""From a comment to the Information Commission, over Christmas and its collective leave, with every date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pendopo.foundation.errors import Refused
from pendopo.institution.accounts.tests.builders import an_account
from pendopo.institution.models import AssignmentLetter
from pendopo.listen.inbox.tests.builders import a_conversation
from pendopo.serve.openness import actions
from pendopo.serve.openness.models import Letter
from pendopo.serve.openness.tests.builders import asked


def wib(year, month, day, hour=10):
    return datetime(year, month, day, hour - 7, tzinfo=UTC)


def test_a_comment_is_refused_objected_to_and_rejected_on_the_days_the_law_gives(
    office, officer, superior, operator
):
    AssignmentLetter.objects.update(valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31))
    thread = a_conversation(an_account(office), "Minta salinan kontrak lampu jalan 2025, min")
    draft, token = actions.draft_request(conversation=thread, by=operator, now=wib(2026, 12, 9))
    assert token
    assert (draft.state, draft.due_on) == ("draft", None)
    # Nine days later everything is there: the clock begins on this Friday, and not when it was first asked.
    filed = actions.complete_request(request=draft, asked=asked(), by=None, now=wib(2026, 12, 18))
    request = filed.request
    # Collective leave on 24 December, Christmas on the 25th, New Year on 1 January, Isra Mikraj on the 5th.
    assert (request.register_number, request.due_on) == ("001/PPID/2026", date(2027, 1, 7))
    actions.extend(
        request=request,
        reason="not_held_yet",
        words="Diminta dari dinas.",
        by=officer,
        now=wib(2027, 1, 7, 15),
    )
    request.refresh_from_db()
    assert request.due_on == date(2027, 1, 18)
    with pytest.raises(Refused):
        actions.extend(
            request=request, reason="exemption_undecided", words="Lagi.", by=officer, now=wib(2027, 1, 8)
        )
    actions.refuse(
        request=request,
        holding="not_documented",
        words="Kontraknya belum ditandatangani.",
        by=officer,
        now=wib(2027, 1, 15),
    )
    request.refresh_from_db()
    assert request.state == "refused"
    objection = actions.object_to(
        request=request, reason="d", purpose="Riset.", words="Lampunya sudah menyala.", now=wib(2027, 1, 20)
    )
    # Imlek with its leave on 5 and 6 February: 30 working days end on the 4th of March.
    assert (objection.arose_on, objection.due_on) == (date(2027, 1, 15), date(2027, 3, 4))
    actions.answer_objection(
        objection=objection, verdict="rejected", words="Memang belum ada.", by=superior, now=wib(2027, 3, 3)
    )
    objection.refresh_from_db()
    # Nyepi and Idulfitri with a week of leave in between.
    assert objection.commission_until == date(2027, 4, 2)
    kinds = list(Letter.objects.filter(request=request).values_list("kind", flat=True))
    assert kinds == ["receipt", "extension", "refusal", "objection_receipt", "objection_answer"]
