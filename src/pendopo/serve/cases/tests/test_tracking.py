"""What a citizen's own page shows, and what it keeps from whoever looks over their shoulder."""

from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_as, house_itself
from pendopo.serve.cases import actions, queries
from pendopo.serve.cases.tests.builders import NOW, a_case

OWN = "Nama petugasnya Waskito."


@pytest.mark.parametrize("flag", ["is_anonymous", "is_confidential", "supervisory_content"])
def test_what_the_citizen_said_of_a_secret_matter_is_not_repeated(operator, coordinator, flag):
    with acting_as(operator):
        open_one, secret = a_case(operator), a_case(operator, **{flag: True})
    with house_itself("whoever has code and check value is the reporter"):
        for case in (open_one, secret):
            actions.add_details(case=case, text=OWN, now=NOW)
            case.refresh_from_db()
        shown, kept = (queries.tracking(case, now=NOW) for case in (open_one, secret))
    assert [line.text for line in shown.lines if line.text] == [OWN]
    assert [line.sentence for line in kept.lines] == [line.sentence for line in shown.lines]
    assert not any(line.text for line in kept.lines)
