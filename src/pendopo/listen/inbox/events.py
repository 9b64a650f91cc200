"""What others may hear about what citizens write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class MessageArrived:
    """New messages stand in the inbox; a repeated one is never told of twice."""

    institution_id: int
    account_id: int
    message_ids: tuple[int, ...]
    conversation_ids: tuple[int, ...]  # theirs, each once


@dataclass(frozen=True, kw_only=True)
class ReplyNeedsApproval:
    """An answer waits for somebody other than its author."""

    institution_id: int
    reply_id: int
    conversation_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationClosed:
    """Every message of it has its ending (R31)."""

    institution_id: int
    conversation_id: int
    disposition: str


@dataclass(frozen=True, kw_only=True)
class UrgentMessage:
    """A message sounds urgent, surely enough to wake somebody; a person still has to look whether it is."""

    institution_id: int
    conversation_id: int
    message_id: int
    words: tuple[str, ...]  # the words of the message that say so
    sure: float  # 0 to 1
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReplyArrived:
    """An answer stands in its thread: the citizen can read it."""

    institution_id: int
    reply_id: int
    conversation_id: int
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReplyFailed:
    """The network will not take an answer as it is."""

    institution_id: int
    reply_id: int
    conversation_id: int
    why: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReplyReturned:
    """An answer is a draft again: an approver gave it back, or its author took it back."""

    institution_id: int
    reply_id: int
    conversation_id: int
    why: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ThreadAcknowledged:
    """What the house said by itself in a thread stands there."""

    institution_id: int
    conversation_id: int
    text: str
    at: datetime
