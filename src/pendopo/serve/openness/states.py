"""The lives of a request for public information, of an objection and of a consequence test (domain.md 4)."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class RequestState(models.TextChoices):
    """How far a request is. The clock runs from REGISTERED on (R50)."""

    DRAFT = "draft", _("Waits for the applicant's details")
    REGISTERED = "registered", _("To be decided")
    EXTENDED = "extended", _("To be decided, extended")
    NOTIFIED = "notified", _("To be handed over")
    GRANTED = "granted", _("Given in full")
    GRANTED_PARTLY = "granted_partly", _("Given in part")
    REFUSED = "refused", _("Refused with reasons")
    UNANSWERED = "unanswered", _("Limit passed without an answer")
    OBJECTED = "objected", _("Objection under way")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")


R = RequestState
REQUEST: Final = Flow(
    "openness.request",
    RequestState,
    {
        R.DRAFT: {R.REGISTERED, R.WITHDRAWN},
        R.REGISTERED: {R.EXTENDED, R.NOTIFIED, R.REFUSED, R.UNANSWERED, R.WITHDRAWN},
        R.EXTENDED: {R.NOTIFIED, R.REFUSED, R.UNANSWERED, R.WITHDRAWN},
        R.NOTIFIED: {R.GRANTED, R.GRANTED_PARTLY, R.OBJECTED, R.WITHDRAWN},
        R.GRANTED: {R.OBJECTED},
        R.GRANTED_PARTLY: {R.OBJECTED},
        R.REFUSED: {R.OBJECTED},
        # Late is better than never: the officer still answers, and the applicant may object all the same.
        R.UNANSWERED: {R.NOTIFIED, R.REFUSED, R.OBJECTED, R.WITHDRAWN},
        # Upheld: it has to be handed over. Otherwise it stands again where it stood.
        R.OBJECTED: {R.NOTIFIED, R.GRANTED, R.GRANTED_PARTLY, R.REFUSED, R.UNANSWERED},
        R.WITHDRAWN: set(),
    },
    starts={R.DRAFT},
)
ON_THE_CLOCK: Final = frozenset({R.REGISTERED, R.EXTENDED})
# A written notice can still be given.
UNDECIDED: Final = ON_THE_CLOCK | {R.UNANSWERED}
WITHDRAWABLE: Final = frozenset(one for one in RequestState if R.WITHDRAWN in REQUEST.moves_from(one))
OBJECTABLE: Final = frozenset({R.NOTIFIED, R.GRANTED, R.GRANTED_PARTLY, R.REFUSED, R.UNANSWERED})


# How it looks: red is late, amber waits for somebody else.
SIGN_OF: Final[dict[str, str]] = {
    R.DRAFT: "warning",
    R.REGISTERED: "info",
    R.EXTENDED: "info",
    R.NOTIFIED: "info",
    R.GRANTED: "success",
    R.GRANTED_PARTLY: "success",
    R.UNANSWERED: "danger",
    R.OBJECTED: "warning",
}
# What a citizen reads where the officer's word says what the officer has to do.
TOLD: Final[dict[str, object]] = {
    R.REGISTERED: _("We are working on it"),
    R.EXTENDED: _("We are working on it, with more time"),
    R.NOTIFIED: _("Granted, on its way"),
    R.UNANSWERED: _("We have not answered in time"),
}


class ObjectionState(models.TextChoices):
    """How far an objection is (R52)."""

    REGISTERED = "registered", _("Waits for the superior's answer")
    ANSWERED = "answered", _("Answered by the superior")
    UNANSWERED = "unanswered", _("Superior's limit passed")
    DISPUTED = "disputed", _("Before the Information Commission")
    WITHDRAWN = "withdrawn", _("Objection withdrawn")


S = ObjectionState
OBJECTION: Final = Flow(
    "openness.objection",
    ObjectionState,
    {
        S.REGISTERED: {S.ANSWERED, S.UNANSWERED, S.WITHDRAWN},
        S.UNANSWERED: {S.ANSWERED, S.DISPUTED, S.WITHDRAWN},
        S.ANSWERED: {S.DISPUTED},
        S.DISPUTED: set(),
        S.WITHDRAWN: set(),
    },
    starts={S.REGISTERED},
)
WITH_THE_SUPERIOR: Final = frozenset({S.REGISTERED, S.UNANSWERED})


OBJECTION_SIGN: Final[dict[str, str]] = {
    S.REGISTERED: "info",
    S.UNANSWERED: "danger",
    S.DISPUTED: "warning",
    S.ANSWERED: "success",
}


class ExemptionState(models.TextChoices):
    """How far a consequence test is; only an approved one refuses anything (R51)."""

    DRAFT = "draft", _("Being tested")
    APPROVED = "approved", _("Exempt")
    LIFTED = "lifted", _("No longer exempt")


EXEMPTION: Final = Flow(
    "openness.exemption",
    ExemptionState,
    {
        ExemptionState.DRAFT: {ExemptionState.APPROVED, ExemptionState.LIFTED},
        ExemptionState.APPROVED: {ExemptionState.LIFTED},
        ExemptionState.LIFTED: set(),
    },
    starts={ExemptionState.DRAFT},
)


class Channel(models.TextChoices):
    """Where a request came in."""

    CONVERSATION = "conversation", _("Comment or message")
    PORTAL = "portal", _("Public pages")
    COUNTER = "counter", _("Counter")
    LETTER = "letter", _("Letter or e-mail")


class ApplicantKind(models.TextChoices):
    """Who asks."""

    PERSON = "person", _("A person")
    BODY = "body", _("A legal entity")


class Obtaining(models.TextChoices):
    """How the applicant wants to get at it: the way to obtain, with the form of a copy."""

    SEE = "see", _("See, read, listen or take notes")
    SOFT_COPY = "soft_copy", _("Soft copy")
    HARD_COPY = "hard_copy", _("Hard copy")


class Sending(models.TextChoices):
    """How it reaches the applicant."""

    EMAIL = "email", _("By e-mail")
    PICKED_UP = "picked_up", _("Picked up at the office")
    COURIER = "courier", _("By courier")
    POST = "post", _("By post")


class Holding(models.TextChoices):
    """Whether the office has what is asked for."""

    HELD = "held", _("Held here")
    NOT_HELD = "not_held", _("Not held here")
    NOT_DOCUMENTED = "not_documented", _("Not documented yet")


class Decision(models.TextChoices):
    """What was decided."""

    FULL = "full", _("Granted in full")
    PARTIAL = "partial", _("Granted in part")
    REFUSED = "refused", _("Refused")


class ExtensionReason(models.TextChoices):
    """The two reasons for which the law lets an office take longer, once (R50)."""

    NOT_HELD_YET = "not_held_yet", _("The information is not held or documented yet")
    EXEMPTION_UNDECIDED = "exemption_undecided", _("It is not decided yet whether it is exempt")


class Ground(models.TextChoices):
    """What UU 14/2008 art. 17 exempts, by its letter."""

    A = "a", _("Hinders law enforcement")
    B = "b", _("Intellectual property and unfair competition")
    C = "c", _("Defence and security of the state")
    D = "d", _("Natural wealth of the country")
    E = "e", _("National economic resilience")
    F = "f", _("Foreign relations")
    G = "g", _("Authentic private deed or will")
    H = "h", _("Somebody's personal secret")
    I = "i", _("Memoranda within or between public bodies, secret by nature")  # noqa: E741 (the letter of the law)
    J = "j", _("Forbidden by another law")


class ObjectionReason(models.TextChoices):
    """Why somebody may object, by the letter of UU 14/2008 art. 35."""

    A = "a", _("The request was refused as exempt")
    B = "b", _("Periodic information is not provided")
    C = "c", _("The request was not answered")
    D = "d", _("It was answered otherwise than asked")
    E = "e", _("What was granted was not fulfilled")
    F = "f", _("The fee is unreasonable")
    G = "g", _("It was given later than the limit")


class Verdict(models.TextChoices):
    """What the superior decides about an objection."""

    UPHELD = "upheld", _("Objection upheld")
    PARTLY = "partly", _("Objection upheld in part")
    REJECTED = "rejected", _("Objection rejected")


class Category(models.TextChoices):
    """The categories of public information (domain.md 4.1); exempt information has its own list."""

    PERIODIC = "periodic", _("Periodic")
    IMMEDIATE = "immediate", _("Immediate")
    ANYTIME = "anytime", _("At any time")


class LetterKind(models.TextChoices):
    """What the office writes to an applicant."""

    RECEIPT = "receipt", _("Receipt of a request")
    NOTICE = "notice", _("Written notice")
    EXTENSION = "extension", _("Extension of the limit")
    REFUSAL = "refusal", _("Refusal of a request")
    OBJECTION_RECEIPT = "objection_receipt", _("Receipt of an objection")
    OBJECTION_ANSWER = "objection_answer", _("Answer to an objection")
