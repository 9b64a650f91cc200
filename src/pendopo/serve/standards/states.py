"""What a service standard consists of, and the life of one of its revisions."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pendopo.foundation.flows import Flow


class Component(models.TextChoices):
    """The fourteen components, in the order of the law (UU 25/2009 art. 21, PermenPANRB 15/2014)."""

    REQUIREMENTS = "requirements", _("Requirements")
    PROCEDURE = "procedure", _("System, mechanism and procedure")
    TIME = "time", _("Time it takes")
    COST = "cost", _("Cost or tariff")
    PRODUCT = "product", _("What one gets")
    COMPLAINTS = "complaints", _("Complaints, suggestions and input")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    FACILITIES = "facilities", _("Facilities and equipment")
    COMPETENCE = "competence", _("Competence of the staff")
    SUPERVISION = "supervision", _("Internal supervision")
    STAFF = "staff", _("Number of staff")
    GUARANTEE = "guarantee", _("Guarantee of the service")
    SAFETY = "safety", _("Guarantee of security and safety")
    EVALUATION = "evaluation", _("Evaluation of performance")
    # Not one of the fourteen, but asked as often as they are.
    HOURS = "hours", _("Place and hours")


# Components 1 to 6 must be published; the others are for those who work here (domain.md 6.2).
DELIVERY: Final = (
    Component.REQUIREMENTS,
    Component.PROCEDURE,
    Component.TIME,
    Component.COST,
    Component.PRODUCT,
    Component.COMPLAINTS,
)
MANUFACTURING: Final = (
    Component.LEGAL_BASIS,
    Component.FACILITIES,
    Component.COMPETENCE,
    Component.SUPERVISION,
    Component.STAFF,
    Component.GUARANTEE,
    Component.SAFETY,
    Component.EVALUATION,
)
FOURTEEN: Final = DELIVERY + MANUFACTURING
PUBLIC: Final = (*DELIVERY, Component.HOURS)

# What saved replies call them: {layanan:KTP-el:biaya}. Citizens' own words, short enough to be typed.
WORDS: Final[dict[str, Component]] = {
    "syarat": Component.REQUIREMENTS,
    "prosedur": Component.PROCEDURE,
    "waktu": Component.TIME,
    "biaya": Component.COST,
    "hasil": Component.PRODUCT,
    "pengaduan": Component.COMPLAINTS,
    "jam": Component.HOURS,
}
WORD_OF: Final = {component: word for word, component in WORDS.items()}


class RevisionState(models.TextChoices):
    """How far a revision is. Only a draft can be written in."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waits for approval")
    PUBLISHED = "published", _("In force")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("No longer in force")


FLOW = Flow(
    "standards.revision",
    RevisionState,
    {
        RevisionState.DRAFT: {RevisionState.IN_REVIEW},
        RevisionState.IN_REVIEW: {RevisionState.PUBLISHED, RevisionState.DRAFT},
        RevisionState.PUBLISHED: {RevisionState.REPLACED, RevisionState.WITHDRAWN},
        RevisionState.REPLACED: set(),
        RevisionState.WITHDRAWN: set(),
    },
    starts={RevisionState.DRAFT},
)


class PledgeState(models.TextChoices):
    """Whether citizens read a pledge."""

    PROPOSED = "proposed", pgettext_lazy("pledge", "Proposed")
    PUBLISHED = "published", _("In force")
    REPLACED = "replaced", _("Replaced by a newer one")


PLEDGE = Flow(
    "standards.pledge",
    PledgeState,
    {
        # One that nobody approved gives way to a better wording.
        PledgeState.PROPOSED: {PledgeState.PUBLISHED, PledgeState.REPLACED},
        PledgeState.PUBLISHED: {PledgeState.REPLACED},
        PledgeState.REPLACED: set(),
    },
    starts={PledgeState.PROPOSED},
)
