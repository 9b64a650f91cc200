"""Every write of the cases room."""

from pendopo.serve.cases.actions.by_unit import (
    answer_by_unit,
    ask_citizen,
    ask_new_link,
    bounce,
    need_time,
    note_seen,
)
from pendopo.serve.cases.actions.knowing import flag_supervisory, let_go, let_know
from pendopo.serve.cases.actions.opening import Contact, open_case
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
from pendopo.serve.cases.actions.routes import drop_route, keep_route

__all__ = [
    "Contact",
    "answer_by_unit",
    "ask_citizen",
    "ask_new_link",
    "bounce",
    "decide_owner",
    "drop_route",
    "flag_supervisory",
    "go_on_asking",
    "keep_route",
    "let_go",
    "let_know",
    "lower",
    "need_time",
    "note_seen",
    "open_as_liaison",
    "open_case",
    "protect",
    "record_consent",
    "refer",
    "remind",
    "take_back_from_unit",
    "tell_the_week",
    "whatsapp_token",
    "withdraw",
]
