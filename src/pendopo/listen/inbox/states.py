"""The life of a conversation and of an answer to it, and the endings every message has one of (R31)."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.flows import Flow


class ConversationState(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("To be answered")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")


FLOW = Flow(
    "inbox.conversation",
    ConversationState,
    {
        ConversationState.OPEN: {ConversationState.WAITING, ConversationState.DONE},
        # An answer is with an approver or on its way: it arrives, or comes back.
        ConversationState.WAITING: {ConversationState.OPEN, ConversationState.DONE},
        # The citizen wrote again, or somebody looked again.
        ConversationState.DONE: {ConversationState.OPEN, ConversationState.WAITING},
    },
    starts={ConversationState.OPEN},
)


class ReplyState(models.TextChoices):
    """How far an answer is."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waits for approval")
    SENDING = "sending", _("On its way")
    UNSURE = "unsure", _("Unsure whether it arrived")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused by the network")
    DROPPED = "dropped", _("Given up")


REPLY = Flow(
    "inbox.reply",
    ReplyState,
    {
        ReplyState.DRAFT: {ReplyState.IN_REVIEW, ReplyState.SENDING, ReplyState.DROPPED},
        ReplyState.IN_REVIEW: {ReplyState.SENDING, ReplyState.DRAFT},
        ReplyState.SENDING: {ReplyState.SENT, ReplyState.FAILED, ReplyState.UNSURE},
        ReplyState.UNSURE: {ReplyState.SENT, ReplyState.FAILED, ReplyState.SENDING},
        # Somebody sends it once more, here or in the publishing room.
        ReplyState.FAILED: {
            ReplyState.DRAFT,
            ReplyState.SENDING,
            ReplyState.SENT,
            ReplyState.UNSURE,
            ReplyState.DROPPED,
        },
        ReplyState.SENT: set(),
        ReplyState.DROPPED: set(),
    },
    starts={ReplyState.DRAFT},
)

UNDER_WAY: Final = frozenset({ReplyState.IN_REVIEW, ReplyState.SENDING, ReplyState.UNSURE})


class AcknowledgementState(models.TextChoices):
    """How far it is that a citizen was told that the office is closed."""

    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    UNSURE = "unsure", _("Unsure whether it arrived")
    DROPPED = "dropped", _("Not sent")


ACKNOWLEDGEMENT = Flow(
    "inbox.acknowledgement",
    AcknowledgementState,
    {
        AcknowledgementState.SENDING: {
            AcknowledgementState.SENT,
            AcknowledgementState.UNSURE,
            # The network refused it, or the office opened before it went out: nobody is told twice.
            AcknowledgementState.DROPPED,
        },
        AcknowledgementState.UNSURE: {AcknowledgementState.SENT, AcknowledgementState.DROPPED},
        AcknowledgementState.SENT: set(),
        # Somebody may try the delivery again by hand.
        AcknowledgementState.DROPPED: {AcknowledgementState.SENT},
    },
    starts={AcknowledgementState.SENDING},
)


class AlarmState(models.TextChoices):
    """Who was called because a message sounds urgent."""

    RAISED = "raised", _("Whoever is on duty is called")
    PASSED_ON = "passed_on", _("The next person is called")
    AT_LEADER = "at_leader", _("The leader is called")
    SEEN = "seen", _("Somebody looks after it")


ALARM = Flow(
    "inbox.alarm",
    AlarmState,
    {
        AlarmState.RAISED: {AlarmState.PASSED_ON, AlarmState.AT_LEADER, AlarmState.SEEN},
        AlarmState.PASSED_ON: {AlarmState.AT_LEADER, AlarmState.SEEN},
        AlarmState.AT_LEADER: {AlarmState.SEEN},
        AlarmState.SEEN: set(),
    },
    starts={AlarmState.RAISED},
)


class HidingState(models.TextChoices):
    """Whether a citizen's words were taken out of sight."""

    HIDING = "hiding", _("Being hidden")
    HIDDEN = "hidden", _("Hidden")
    SHOWING = "showing", _("Being shown again")
    SHOWN = "shown", _("Shown again")
    REFUSED = "refused", _("The network did not do it")


HIDING = Flow(
    "inbox.hiding",
    HidingState,
    {
        HidingState.HIDING: {HidingState.HIDDEN, HidingState.REFUSED},
        HidingState.HIDDEN: {HidingState.SHOWING},
        HidingState.SHOWING: {HidingState.SHOWN, HidingState.HIDDEN},
        # A delivery that was refused may be tried again by hand and arrive after all.
        HidingState.REFUSED: {HidingState.HIDDEN},
        HidingState.SHOWN: set(),
    },
    starts={HidingState.HIDING, HidingState.SHOWING},
)


class BlockState(models.TextChoices):
    """Whether a citizen is heard no more: one person asks, another decides (R39)."""

    ASKED = "asked", _("Waits for a second person")
    IN_FORCE = "in_force", _("Blocked")
    DECLINED = "declined", _("Not blocked")
    WITHDRAWN = "withdrawn", _("Taken back")
    LIFTED = "lifted", _("Block lifted")


BLOCK = Flow(
    "inbox.block",
    BlockState,
    {
        BlockState.ASKED: {BlockState.IN_FORCE, BlockState.DECLINED, BlockState.WITHDRAWN},
        BlockState.IN_FORCE: {BlockState.LIFTED},
        BlockState.DECLINED: set(),
        BlockState.WITHDRAWN: set(),
        BlockState.LIFTED: set(),
    },
    starts={BlockState.ASKED},
)


# What the promises to networks are called by that carry a block.
BLOCK_ORIGIN: Final = "inbox.block"


class BarringState(models.TextChoices):
    """How far a block is on one account's network."""

    BLOCKING = "blocking", _("Being blocked there")
    BLOCKED = "blocked", _("Blocked there")
    REFUSED = "refused", _("Not blocked there: the network did not do it")
    LIFTING = "lifting", _("Being let in again there")
    LIFTED = "lifted", _("Not blocked there any more")
    STUCK = "stuck", _("Still blocked there: the network did not lift it")


BARRING = Flow(
    "inbox.barring",
    BarringState,
    {
        # Lifted at once where the block had not left the house yet.
        BarringState.BLOCKING: {
            BarringState.BLOCKED,
            BarringState.REFUSED,
            BarringState.LIFTING,
            BarringState.LIFTED,
        },
        BarringState.BLOCKED: {BarringState.LIFTING},
        # A delivery that was refused may be tried again by hand and arrive after all.
        BarringState.REFUSED: {BarringState.BLOCKED, BarringState.LIFTING, BarringState.LIFTED},
        BarringState.LIFTING: {BarringState.LIFTED, BarringState.STUCK},
        BarringState.STUCK: {BarringState.LIFTED},
        BarringState.LIFTED: set(),
    },
    starts={BarringState.BLOCKING},
)


class Disposition(models.TextChoices):
    """How a citizen's item ended (R31)."""

    ANSWERED = "answered", _("Answered")
    REFERRED = "referred", _("Handed to a unit")
    COMPLAINT = "complaint", _("Complaint")
    INFORMATION = "information", _("Information request")
    ASPIRATION = "aspiration", _("Aspiration")
    HOAX_TIP = "hoax_tip", _("Hoax tip")
    SPAM = "spam", _("Spam")
    NO_REPLY = "no_reply", _("No reply needed")


class HideReason(models.TextChoices):
    """Why words may be taken out of sight (R39). Criticism is not, and never will be, one of them."""

    HATE = "hate", _("Hatred against ethnicity, religion, race or group")
    THREAT = "threat", _("Threat")
    PORNOGRAPHY = "pornography", _("Pornography")
    GAMBLING = "gambling", _("Gambling or loan spam")
    SCAM = "scam", _("Scam")
    PERSONAL_DATA = "personal_data", _("Someone's personal data")
    CAMPAIGN = "campaign", _("Candidate campaigning")
    DEFAMATION = "defamation", _("Defamation of a private person")


class Bucket(models.TextChoices):
    """How long a citizen waited, or has been waiting (R30)."""

    QUICK = "quick", _("Under 3 hours")
    DAY = "day", _("3 to 24 hours")
    SLOW = "slow", _("Over 24 hours")
    NONE = "none", _("No answer")


class Doing(models.TextChoices):
    """What somebody does in a conversation right now."""

    READING = "reading", _("is reading")
    ANSWERING = "answering", _("is answering")


class Approving(models.TextChoices):
    """Which answers need a second pair of eyes in this office."""

    RISKY = "risky", _("Only those with a risky tone")
    ALWAYS = "always", _("All of them")


class Intent(models.TextChoices):
    """What a citizen wants, as the house understood it; the labels of triage, and its honest doubt."""

    QUESTION = "question", _("Question")
    COMPLAINT = "complaint", _("Something is wrong")
    SUGGESTION = "suggestion", _("Suggestion")
    PRAISE = "praise", _("Praise")
    INFORMATION_REQUEST = "information_request", _("Wants information")
    HOAX_TIP = "hoax_tip", _("Asks whether it is true")
    SPAM = "spam", _("Spam")
    ABUSIVE = "abusive", _("Threat or abuse")
    SMALL_TALK = "small_talk", _("Small talk")
    UNSURE = "unsure", _("Not sure yet")


class Urgency(models.TextChoices):
    """How soon somebody must look, as the house understood it."""

    HIGH = "high", _("Urgent")
    NORMAL = "normal", _("Ordinary")
    LOW = "low", _("Can wait")


class Feeling(models.TextChoices):
    """How it sounds. For totals, never about a person."""

    NEGATIVE = "negative", _("Negative")
    NEUTRAL = "neutral", _("Neutral")
    POSITIVE = "positive", _("Positive")


class Question(models.TextChoices):
    """What of a reading a person may put right."""

    INTENT = "intent", _("what they want")
    URGENCY = "urgency", _("how urgent it is")
    UNIT = "unit", _("which unit it is for")


# Below this confidence an urgent message wakes nobody: the model card says why.
WAKES: Final = 0.8
QUICK_MINUTES: Final = 180
