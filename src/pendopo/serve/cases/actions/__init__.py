"""Every write of the cases room."""

from pendopo.serve.cases.actions.answering import (
    acknowledge,
    drop_answer,
    note_reply_arrived,
    note_reply_failed,
    note_reply_returned,
    send_again,
    send_answer,
    tell_by_hand,
    write_answer,
)
from pendopo.serve.cases.actions.by_unit import (
    answer_by_unit,
    ask_citizen,
    ask_new_link,
    bounce,
    need_time,
    note_seen,
)
from pendopo.serve.cases.actions.ending import close, close_by_itself, close_without_details, reopen
from pendopo.serve.cases.actions.joining import join, part
from pendopo.serve.cases.actions.keeping import begin, keep, note_contact
from pendopo.serve.cases.actions.knowing import flag_supervisory, let_go, let_know
from pendopo.serve.cases.actions.opening import open_case
from pendopo.serve.cases.actions.protecting import lower, protect, record_consent
from pendopo.serve.cases.actions.referring import (
    decide_owner,
    go_on_asking,
    open_as_liaison,
    refer,
    take_back_from_unit,
    whatsapp_token,
    withdraw,
)
from pendopo.serve.cases.actions.reminding import remind, tell_the_week
from pendopo.serve.cases.actions.revealing import reveal
from pendopo.serve.cases.actions.routes import drop_route, keep_route
from pendopo.serve.cases.actions.rules import discard_clocks, propose_clocks, switch_on_clocks
from pendopo.serve.cases.actions.verifying import classify, verify
from pendopo.serve.cases.actions.waiting import ask_reporter, hear_message, hear_reporter, note_added
from pendopo.serve.cases.sealing import Contact

__all__ = [
    "Contact",
    "acknowledge",
    "answer_by_unit",
    "ask_citizen",
    "ask_new_link",
    "ask_reporter",
    "begin",
    "bounce",
    "classify",
    "close",
    "close_by_itself",
    "close_without_details",
    "decide_owner",
    "discard_clocks",
    "drop_answer",
    "drop_route",
    "flag_supervisory",
    "go_on_asking",
    "hear_message",
    "hear_reporter",
    "join",
    "keep",
    "keep_route",
    "let_go",
    "let_know",
    "lower",
    "need_time",
    "note_added",
    "note_contact",
    "note_reply_arrived",
    "note_reply_failed",
    "note_reply_returned",
    "note_seen",
    "open_as_liaison",
    "open_case",
    "part",
    "propose_clocks",
    "protect",
    "record_consent",
    "refer",
    "remind",
    "reopen",
    "reveal",
    "send_again",
    "send_answer",
    "switch_on_clocks",
    "take_back_from_unit",
    "tell_by_hand",
    "tell_the_week",
    "verify",
    "whatsapp_token",
    "withdraw",
    "write_answer",
]
