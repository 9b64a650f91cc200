"""Everything the cases room remembers."""

from pendopo.serve.cases.models.answering import Answer, Attachment, Referral
from pendopo.serve.cases.models.cases import Case, CaseQuerySet, ClockVersion, Entry, Reporter, Wait
from pendopo.serve.cases.models.filing import Filing
from pendopo.serve.cases.models.knowing import Consent, Knower
from pendopo.serve.cases.models.public import Csat, PublicPost
from pendopo.serve.cases.models.referring import MailKind, Reminder, Route, UnitMail
from pendopo.serve.cases.models.register import Imported, Register
from pendopo.serve.cases.models.settings import CaseSettings

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseQuerySet",
    "CaseSettings",
    "ClockVersion",
    "Consent",
    "Csat",
    "Entry",
    "Filing",
    "Imported",
    "Knower",
    "MailKind",
    "PublicPost",
    "Referral",
    "Register",
    "Reminder",
    "Reporter",
    "Route",
    "UnitMail",
    "Wait",
]
