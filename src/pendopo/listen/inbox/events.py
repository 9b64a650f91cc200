"""What others may hear about what citizens write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MessageArrived:
    """New messages stand in the inbox; a repeated one is never told of twice."""

    institution_id: int
    account_id: int
    message_ids: tuple[int, ...]


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
