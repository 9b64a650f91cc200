"""The tables of who we are, by topic."""

from pendopo.institution.people.models import AssignmentLetter, Member, Person
from pendopo.institution.structure.models import Institution, LadderContact, OrgUnit, Rung

__all__ = ["AssignmentLetter", "Institution", "LadderContact", "Member", "OrgUnit", "Person", "Rung"]
