"""Every write of the cases room."""

from pendopo.serve.cases.actions.acknowledging import note_thread_acknowledged
from pendopo.serve.cases.actions.answering import (
    acknowledge,
    drop_answer,
    note_reply_arrived,
    note_reply_failed,
    note_reply_returned,
    reach_on_page,
    send_again,
    send_answer,
    tell_by_hand,
    write_answer,
)
from pendopo.serve.cases.actions.asking_again import ask_again
from pendopo.serve.cases.actions.by_citizen import (
    PICTURES_AT_ONCE,
    add_details,
    open_own,
    rate,
    reopen_by_citizen,
    report_from_page,
    say_settled,
    withdraw_by_citizen,
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
from pendopo.serve.cases.actions.exporting import export_cases
from pendopo.serve.cases.actions.filing import (
    give_up_filing,
    hear_gateway,
    note_export,
    note_handed_in,
    note_number,
    prepare_filing,
    remind_of_number,
)
from pendopo.serve.cases.actions.hearing import hear_message
from pendopo.serve.cases.actions.importing import (
    forget_register,
    import_register,
    map_register,
    rows_of,
    take_register,
)
from pendopo.serve.cases.actions.joining import join, part
from pendopo.serve.cases.actions.keeping import begin, keep, note_contact
from pendopo.serve.cases.actions.knowing import flag_supervisory, let_go, let_know, name_reported
from pendopo.serve.cases.actions.leaving import leave_lists, look_at_lists
from pendopo.serve.cases.actions.opening import open_case
from pendopo.serve.cases.actions.protecting import lower, protect, record_consent
from pendopo.serve.cases.actions.referring import (
    change_links,
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
from pendopo.serve.cases.actions.settings import save_settings
from pendopo.serve.cases.actions.turning_away import open_not_ours
from pendopo.serve.cases.actions.verifying import classify, verify
from pendopo.serve.cases.actions.voicing import ask_model, begin_with_machine_words
from pendopo.serve.cases.actions.waiting import ask_reporter, hear_reporter, note_added
from pendopo.serve.cases.sealing import Contact

__all__ = [
    "PICTURES_AT_ONCE",
    "Contact",
    "acknowledge",
    "add_details",
    "answer_by_unit",
    "ask_again",
    "ask_citizen",
    "ask_model",
    "ask_new_link",
    "ask_reporter",
    "begin",
    "begin_with_machine_words",
    "bounce",
    "change_links",
    "classify",
    "close",
    "close_by_itself",
    "close_without_details",
    "decide_owner",
    "discard_clocks",
    "drop_answer",
    "drop_route",
    "export_cases",
    "flag_supervisory",
    "forget_register",
    "give_up_filing",
    "go_on_asking",
    "hear_gateway",
    "hear_message",
    "hear_reporter",
    "import_register",
    "join",
    "keep",
    "keep_route",
    "leave_lists",
    "let_go",
    "let_know",
    "look_at_lists",
    "lower",
    "map_register",
    "name_reported",
    "need_time",
    "note_added",
    "note_contact",
    "note_export",
    "note_handed_in",
    "note_number",
    "note_reply_arrived",
    "note_reply_failed",
    "note_reply_returned",
    "note_seen",
    "note_thread_acknowledged",
    "open_as_liaison",
    "open_case",
    "open_not_ours",
    "open_own",
    "part",
    "prepare_filing",
    "propose_clocks",
    "protect",
    "rate",
    "reach_on_page",
    "record_consent",
    "refer",
    "remind",
    "remind_of_number",
    "reopen",
    "reopen_by_citizen",
    "report_from_page",
    "reveal",
    "rows_of",
    "save_settings",
    "say_settled",
    "send_again",
    "send_answer",
    "switch_on_clocks",
    "take_back_from_unit",
    "take_register",
    "tell_by_hand",
    "tell_the_week",
    "verify",
    "whatsapp_token",
    "withdraw",
    "withdraw_by_citizen",
    "write_answer",
]
