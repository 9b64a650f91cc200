"""The tables of who we are, by topic."""

from pendopo.institution.people.models import AssignmentLetter, Member, Person
from pendopo.institution.structure.models import Institution, OrgUnit

__all__ = ["AssignmentLetter", "Institution", "Member", "OrgUnit", "Person"]
