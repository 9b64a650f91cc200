"""What the room asks for, of applicants and of officers. Forms validate; they never save."""

from pendopo.serve.openness.forms.asking import Completing, InfoRequest, PublicInfoRequestForm, TakeIn
from pendopo.serve.openness.forms.deciding import (
    AnswerObjection,
    Dispute,
    Extend,
    HandOver,
    Notify,
    Object,
    Refuse,
    Response,
    Why,
)
from pendopo.serve.openness.forms.lists import ConsequenceTest, Export, Listing, Pledge, Report, SendReport
from pendopo.serve.openness.forms.promising import ProposeClock

__all__ = [
    "AnswerObjection",
    "Completing",
    "ConsequenceTest",
    "Dispute",
    "Export",
    "Extend",
    "HandOver",
    "InfoRequest",
    "Listing",
    "Notify",
    "Object",
    "Pledge",
    "ProposeClock",
    "PublicInfoRequestForm",
    "Refuse",
    "Report",
    "Response",
    "SendReport",
    "TakeIn",
    "Why",
]
