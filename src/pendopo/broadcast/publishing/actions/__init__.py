"""Every write of publishing."""

from pendopo.broadcast.publishing.actions.blocking import hold_blocks, plan_block, plan_unblock
from pendopo.broadcast.publishing.actions.calling_off import call_off
from pendopo.broadcast.publishing.actions.deciding import (
    cancel,
    confirm_by_hand,
    decide_late,
    decide_unsure,
    paste_link,
    try_now,
)
from pendopo.broadcast.publishing.actions.knowing import restrict
from pendopo.broadcast.publishing.actions.planning import (
    ask_about_late_waiters,
    call_off_what_changed,
    move_with_item,
    plan_deliveries,
    plan_hide,
    plan_reply,
    plan_show,
    release,
    release_account,
    take_down,
)
from pendopo.broadcast.publishing.actions.promising import plan
from pendopo.broadcast.publishing.actions.settling import (
    ask_because_late,
    compared,
    give_back,
    named,
    settle,
)
from pendopo.broadcast.publishing.actions.stopping import go_on_after_crisis, let_go, resume, stop_all

__all__ = [
    "ask_about_late_waiters",
    "ask_because_late",
    "call_off",
    "call_off_what_changed",
    "cancel",
    "compared",
    "confirm_by_hand",
    "decide_late",
    "decide_unsure",
    "give_back",
    "go_on_after_crisis",
    "hold_blocks",
    "let_go",
    "move_with_item",
    "named",
    "paste_link",
    "plan",
    "plan_block",
    "plan_deliveries",
    "plan_hide",
    "plan_reply",
    "plan_show",
    "plan_unblock",
    "release",
    "release_account",
    "restrict",
    "resume",
    "settle",
    "stop_all",
    "take_down",
    "try_now",
]
