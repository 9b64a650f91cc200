"""What a citizen's text asks for, how soon, and of whom; worked out on the machine itself, deciding nothing alone."""

from pendopo.listen.triage.duplicates import Said, clusters
from pendopo.listen.triage.office import Choice, OfficeHead, learn, open_office
from pendopo.listen.triage.reader import read
from pendopo.listen.triage.readings import Answer, Intent, Proposal, Reading, Span, UnitAnswer, Urgency
from pendopo.listen.triage.units import Gazetteer, Unit

__all__ = [
    "Answer",
    "Choice",
    "Gazetteer",
    "Intent",
    "OfficeHead",
    "Proposal",
    "Reading",
    "Said",
    "Span",
    "Unit",
    "UnitAnswer",
    "Urgency",
    "clusters",
    "learn",
    "open_office",
    "read",
]
