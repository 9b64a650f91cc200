"""Tables of public information."""

from pendopo.serve.openness.models.clocks import OwnClock
from pendopo.serve.openness.models.lists import (
    ExemptInformation,
    InfoPledge,
    PublicInformation,
    ServiceReport,
)
from pendopo.serve.openness.models.objections import Objection
from pendopo.serve.openness.models.registers import RegisterHead
from pendopo.serve.openness.models.requests import Applicant, Letter, PublicInfoRequest, RequestQuerySet

__all__ = [
    "Applicant",
    "ExemptInformation",
    "InfoPledge",
    "Letter",
    "Objection",
    "OwnClock",
    "PublicInfoRequest",
    "PublicInformation",
    "RegisterHead",
    "RequestQuerySet",
    "ServiceReport",
]
