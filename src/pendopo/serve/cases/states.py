"""The life of a case, of what is asked of a unit, and of an answer to a citizen (domain.md 5.5)."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pendopo.foundation.flows import Flow


class CaseState(models.TextChoices):
    """Whose turn it is."""

    NEW = "new", _("New")
    VERIFIED = "verified", pgettext_lazy("case", "Verified")
    WAITING_CITIZEN = "waiting_citizen", _("Waits for the citizen")
    WAITING_UNIT = "waiting_unit", _("Waits for the unit")
    IN_PROGRESS = "in_progress", _("Being worked on")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


C = CaseState

FLOW = Flow(
    "cases.case",
    CaseState,
    {
        C.NEW: {C.VERIFIED, C.WAITING_CITIZEN, C.CLOSED},
        C.VERIFIED: {C.WAITING_CITIZEN, C.WAITING_UNIT, C.IN_PROGRESS, C.ANSWERED, C.CLOSED},
        # What the citizen adds leads back to where the question came from.
        C.WAITING_CITIZEN: {C.NEW, C.VERIFIED, C.WAITING_UNIT, C.IN_PROGRESS, C.CLOSED},
        # The unit answers or asks something of the citizen (in progress), or says it is not theirs (verified).
        C.WAITING_UNIT: {C.VERIFIED, C.WAITING_CITIZEN, C.IN_PROGRESS, C.ANSWERED, C.CLOSED},
        # The unit that had asked something says it is not theirs, or need not answer any more (verified).
        C.IN_PROGRESS: {C.VERIFIED, C.WAITING_CITIZEN, C.WAITING_UNIT, C.ANSWERED, C.CLOSED},
        # The network refused the answer, the citizen is not content, or nobody wrote again (R36).
        C.ANSWERED: {C.IN_PROGRESS, C.WAITING_UNIT, C.CLOSED},
        # It is opened again; what nobody ever verified is to be verified first.
        C.CLOSED: {C.IN_PROGRESS, C.NEW},
    },
    starts={C.NEW},
)

OPEN: Final = frozenset(set(CaseState) - {C.CLOSED})
# Somebody here, or in a unit, still owes the citizen something.
OWED: Final = frozenset({C.NEW, C.VERIFIED, C.WAITING_UNIT, C.IN_PROGRESS})


class Ending(models.TextChoices):
    """How a closed case ended."""

    SETTLED = "settled", _("Settled")
    NO_WORD = "no_word", _("Answered; nobody wrote again")
    NOT_OURS = "not_our_authority", _("Not our authority")
    DUPLICATE = "duplicate", _("Joined with another case")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by the citizen")
    NO_DETAILS = "no_details", _("The citizen added nothing in time")


class CaseKind(models.TextChoices):
    """What is asked; a complaint with supervisory content is marked besides (domain.md 5.2)."""

    COMPLAINT = "complaint", _("Complaint")
    ASPIRATION = "aspiration", _("Aspiration")
    INQUIRY = "info_inquiry", _("Information inquiry")


class Channel(models.TextChoices):
    """How it came to us."""

    NETWORK = "network", _("Social network")
    PORTAL = "portal", _("Public page")
    COUNTER = "counter", _("Counter")
    TELEPHONE = "telephone", _("Telephone")
    LETTER = "letter", _("Letter")
    LAPOR = "lapor", _("SP4N-LAPOR!")
    IMPORTED = "imported", _("Imported register")


class ReferralState(models.TextChoices):
    """How far a unit is with what it was asked."""

    SENT = "sent", _("Sent to the unit")
    SEEN = "seen", _("Opened by the unit")
    NEEDS_TIME = "needs_time", _("The unit needs time")
    ANSWERED = "answered", _("Answered by the unit")
    BOUNCED = "bounced", _("Not theirs, says the unit")
    WITHDRAWN = "withdrawn", _("Taken back")


F = ReferralState

REFERRAL = Flow(
    "cases.referral",
    ReferralState,
    {
        F.SENT: {F.SEEN, F.NEEDS_TIME, F.ANSWERED, F.BOUNCED, F.WITHDRAWN},
        F.SEEN: {F.NEEDS_TIME, F.ANSWERED, F.BOUNCED, F.WITHDRAWN},
        F.NEEDS_TIME: {F.ANSWERED, F.BOUNCED, F.WITHDRAWN},
        F.ANSWERED: set(),
        F.BOUNCED: set(),
        F.WITHDRAWN: set(),
    },
    starts={F.SENT},
)

WITH_UNIT: Final = frozenset({F.SENT, F.SEEN, F.NEEDS_TIME})


class AnswerState(models.TextChoices):
    """How far the office's words to the citizen are."""

    DRAFT = "draft", _("Draft")
    ON_ITS_WAY = "on_its_way", _("On its way")
    REACHED = "reached", _("Reached the citizen")
    NOT_REACHED = "not_reached", _("Did not reach the citizen")
    DROPPED = "dropped", _("Given up")


A = AnswerState

ANSWER = Flow(
    "cases.answer",
    AnswerState,
    {
        # REACHED at once: handed over at the counter, by telephone or by letter.
        A.DRAFT: {A.ON_ITS_WAY, A.REACHED, A.DROPPED},
        # DRAFT: an approver gave it back.
        A.ON_ITS_WAY: {A.REACHED, A.NOT_REACHED, A.DRAFT},
        A.NOT_REACHED: {A.ON_ITS_WAY, A.REACHED, A.DRAFT, A.DROPPED},
        A.REACHED: set(),
        A.DROPPED: set(),
    },
    starts={A.DRAFT},
)


class WaitFor(models.TextChoices):
    """Who a case waited for; each is counted apart (domain.md 5.5)."""

    UNIT = "unit", _("the unit")
    CITIZEN = "citizen", _("the citizen")
    # A unit has asked something that the citizen has not read yet: its own clock stands still, the law's does not.
    OFFICE = "office", _("the office")


# While somebody else has the word, a unit's clock stands still.
NOT_THE_UNIT: Final = frozenset({WaitFor.CITIZEN, WaitFor.OFFICE})


class Clock(models.TextChoices):
    """The promises of a case (domain.md 5.1)."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    VERIFY = "verify", pgettext_lazy("case", "Verify")
    FOLLOW_UP = "follow_up", _("State the follow-up")
    RESOLVE = "resolve", _("Resolve")


class Agreed(models.TextChoices):
    """What a reporter may agree to."""

    NAME_SHOWN = "is_anonymous", _("that their name need not be secret")
    CONTENT_SHOWN = "is_confidential", _("that the content need not be secret")
    NOT_SUPERVISORY = "supervisory_content", _("that it is no matter of supervision")
    FILED_AT_LAPOR = "lapor", _("that we file it at SP4N-LAPOR! for them")


class Purpose(models.TextChoices):
    """What the office's words to a citizen are for."""

    ACKNOWLEDGEMENT = "acknowledgement", _("We have it")
    QUESTION = "question", _("A question to the citizen")
    FOLLOW_UP = "follow_up", _("What is being done")
    FINAL = "final", _("The answer")
    NEWS = "news", _("News of the case")


class ContactWay(models.TextChoices):
    """How somebody was spoken to while a case went on."""

    NOTE = "note", _("Note")
    PHONE = "phone", _("Call")
    WHATSAPP = "whatsapp", _("WhatsApp message")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("E-mail")


class FilingState(models.TextChoices):
    """How far a report filed at LAPOR! for its reporter is."""

    TO_FILE = "to_file", _("To be filed")
    WAITS_FOR_NUMBER = "waits_for_number", _("Filed; its number is missing")
    FILED = "filed", _("Filed, with its number")
    GIVEN_UP = "given_up", _("Not filed")


L = FilingState

FILING = Flow(
    "cases.filing",
    FilingState,
    {
        # FILED at once: the official interface gives the number back itself.
        L.TO_FILE: {L.WAITS_FOR_NUMBER, L.FILED, L.GIVEN_UP},
        L.WAITS_FOR_NUMBER: {L.FILED, L.GIVEN_UP},
        L.FILED: set(),
        L.GIVEN_UP: set(),
    },
    starts={L.TO_FILE},
)
