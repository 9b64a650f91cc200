"""Every write of the inbox."""

from pendopo.listen.inbox.actions.answering import (
    approve_reply,
    discard_draft,
    return_reply,
    save_settings,
    send_reply,
    write_reply,
)
from pendopo.listen.inbox.actions.closing import close, reopen, reveal, take_down
from pendopo.listen.inbox.actions.hearing import (
    note_doubt,
    note_refusal,
    note_sent,
)
from pendopo.listen.inbox.actions.hiding import hide, show
from pendopo.listen.inbox.actions.knowing import restrict
from pendopo.listen.inbox.actions.sharing import (
    assign,
    be_present,
    mark_read,
    mark_unread,
    remove_saved_reply,
    save_saved_reply,
)
from pendopo.listen.inbox.actions.taking_in import keep_call, settle_call, take_in
from pendopo.listen.inbox.calling import ask_to_be_called

__all__ = [
    "approve_reply",
    "ask_to_be_called",
    "assign",
    "be_present",
    "close",
    "discard_draft",
    "hide",
    "keep_call",
    "mark_read",
    "mark_unread",
    "note_doubt",
    "note_refusal",
    "note_sent",
    "remove_saved_reply",
    "reopen",
    "restrict",
    "return_reply",
    "reveal",
    "save_saved_reply",
    "save_settings",
    "send_reply",
    "settle_call",
    "show",
    "take_down",
    "take_in",
    "write_reply",
]
