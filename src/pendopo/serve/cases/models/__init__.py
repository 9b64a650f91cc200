"""Everything the cases room remembers."""

from pendopo.serve.cases.models.answering import Answer, Attachment, Referral
from pendopo.serve.cases.models.cases import Case, CaseQuerySet, ClockVersion, Entry, Reporter, Wait
from pendopo.serve.cases.models.knowing import Consent, Knower
from pendopo.serve.cases.models.referring import MailKind, Reminder, Route, UnitMail

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseQuerySet",
    "ClockVersion",
    "Consent",
    "Entry",
    "Knower",
    "MailKind",
    "Referral",
    "Reminder",
    "Reporter",
    "Route",
    "UnitMail",
    "Wait",
]
