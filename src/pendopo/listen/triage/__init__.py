"""What a citizen's text asks for, how soon, and of whom; worked out on the machine itself, deciding nothing alone."""

from pendopo.listen.triage.duplicates import Said, clusters, most_alike
from pendopo.listen.triage.office import NEVER, Choice, Lesson, OfficeHead, learn, learned, open_office
from pendopo.listen.triage.reader import read
from pendopo.listen.triage.readings import Answer, Intent, Proposal, Reading, Span, UnitAnswer, Urgency
from pendopo.listen.triage.units import Gazetteer, Unit, with_usual_duties

__all__ = [
    "NEVER",
    "Answer",
    "Choice",
    "Gazetteer",
    "Intent",
    "Lesson",
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
    "learned",
    "most_alike",
    "open_office",
    "read",
    "with_usual_duties",
]
