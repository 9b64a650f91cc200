"""Everything the cases room remembers."""

from pendopo.serve.cases.models.answering import Answer, Attachment, Referral
from pendopo.serve.cases.models.cases import Case, CaseQuerySet, ClockVersion, Entry, Reporter, Wait

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseQuerySet",
    "ClockVersion",
    "Entry",
    "Referral",
    "Reporter",
    "Wait",
]
