from __future__ import annotations

import pytest

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Member
from pendopo.institution.people.roles import Role
from pendopo.institution.roster import actions as roster
from pendopo.institution.roster.states import Quiet
from pendopo.institution.tests.builders import a_member


@pytest.fixture
def member(db: None) -> Member:
    """An operator who never has quiet: quiet hours have tests of their own."""
    member = a_member(None, Role.OPERATOR)
    with acting_for(member.institution_id):
        roster.set_quiet(choice=Quiet.NEVER, by=member)
    return member
