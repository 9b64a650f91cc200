"""Everything the cases room remembers."""

from pendopo.serve.cases.models.answering import Answer, Attachment, Referral
from pendopo.serve.cases.models.cases import Case, CaseQuerySet, ClockVersion, Entry, Reporter, Wait
from pendopo.serve.cases.models.knowing import Consent, Knower

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseQuerySet",
    "ClockVersion",
    "Consent",
    "Entry",
    "Knower",
    "Referral",
    "Reporter",
    "Wait",
]
