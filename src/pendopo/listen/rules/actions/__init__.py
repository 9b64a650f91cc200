"""Every write of the rules of the inbox."""

from pendopo.listen.rules.actions.acting import run
from pendopo.listen.rules.actions.deciding import decline, follow
from pendopo.listen.rules.actions.managing import move_rule, remove, save_rule, switch_off, switch_on
from pendopo.listen.rules.actions.trying import begin_trial
from pendopo.listen.rules.trials import go_on_trying

__all__ = [
    "begin_trial",
    "decline",
    "follow",
    "go_on_trying",
    "move_rule",
    "remove",
    "run",
    "save_rule",
    "switch_off",
    "switch_on",
]
