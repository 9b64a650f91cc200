"""Every write of the inbox."""

from pendopo.listen.inbox.actions.acknowledging import (
    acknowledge_messages,
    acknowledge_thread,
    drop_late_acknowledgement,
    note_acknowledged,
    note_acknowledgement_unsure,
    note_not_acknowledged,
)
from pendopo.listen.inbox.actions.alarming import answer_alarm, climb, raise_alarm
from pendopo.listen.inbox.actions.answering import (
    approve_reply,
    discard_draft,
    return_reply,
    save_settings,
    send_reply,
    write_reply,
)
from pendopo.listen.inbox.actions.answering_alike import Offered, answer_alike
from pendopo.listen.inbox.actions.assigning import hand_out
from pendopo.listen.inbox.actions.blocking import (
    approve_block,
    ask_block,
    decline_block,
    lift_block,
    set_aside_blocked,
    withdraw_block,
)
from pendopo.listen.inbox.actions.carrying import note_carried, note_not_carried
from pendopo.listen.inbox.actions.claiming import claim, release, resend_reply
from pendopo.listen.inbox.actions.closing import close, reopen, take_down
from pendopo.listen.inbox.actions.comparing import compare, set_apart
from pendopo.listen.inbox.actions.correcting import correct, note_unit, undo_correction
from pendopo.listen.inbox.actions.duty_settings import save_duty
from pendopo.listen.inbox.actions.exporting import export_moderation
from pendopo.listen.inbox.actions.hearing import (
    note_called_off,
    note_doubt,
    note_refusal,
    note_sent,
)
from pendopo.listen.inbox.actions.hiding import hide, show
from pendopo.listen.inbox.actions.knowing import restrict
from pendopo.listen.inbox.actions.labelling import add_labels, make_label, remove_label, set_labels
from pendopo.listen.inbox.actions.learning import describe_unit, keep_lesson, set_threshold, use_version
from pendopo.listen.inbox.actions.linking import link_citizens, unlink_citizens
from pendopo.listen.inbox.actions.machine_drafts import begin_with_machine_draft, send_beside
from pendopo.listen.inbox.actions.on_duty import serve_by_itself
from pendopo.listen.inbox.actions.readings import read_late
from pendopo.listen.inbox.actions.revealing import reveal, save_reveals_an_hour
from pendopo.listen.inbox.actions.saving import (
    confirm_saved_reply,
    flag_quotes,
    remove_saved_reply,
    save_saved_reply,
)
from pendopo.listen.inbox.actions.sharing import (
    assign,
    be_present,
    mark_read,
    mark_unread,
    warn_of_window,
)
from pendopo.listen.inbox.actions.standing_behind import settled
from pendopo.listen.inbox.actions.taking_in import keep_call, settle_call, take_in
from pendopo.listen.inbox.calling import ask_to_be_called

__all__ = [
    "Offered",
    "acknowledge_messages",
    "acknowledge_thread",
    "add_labels",
    "answer_alarm",
    "answer_alike",
    "approve_block",
    "approve_reply",
    "ask_block",
    "ask_to_be_called",
    "assign",
    "be_present",
    "begin_with_machine_draft",
    "claim",
    "climb",
    "close",
    "compare",
    "confirm_saved_reply",
    "correct",
    "decline_block",
    "describe_unit",
    "discard_draft",
    "drop_late_acknowledgement",
    "export_moderation",
    "flag_quotes",
    "hand_out",
    "hide",
    "keep_call",
    "keep_lesson",
    "lift_block",
    "link_citizens",
    "make_label",
    "mark_read",
    "mark_unread",
    "note_acknowledged",
    "note_acknowledgement_unsure",
    "note_called_off",
    "note_carried",
    "note_doubt",
    "note_not_acknowledged",
    "note_not_carried",
    "note_refusal",
    "note_sent",
    "note_unit",
    "raise_alarm",
    "read_late",
    "release",
    "remove_label",
    "remove_saved_reply",
    "reopen",
    "require_may_be_said_by_itself",
    "require_may_speak_by_itself",
    "resend_reply",
    "restrict",
    "return_reply",
    "reveal",
    "save_duty",
    "save_reveals_an_hour",
    "save_saved_reply",
    "save_settings",
    "send_beside",
    "send_reply",
    "serve_by_itself",
    "set_apart",
    "set_aside_blocked",
    "set_labels",
    "set_threshold",
    "settle_call",
    "settled",
    "show",
    "take_down",
    "take_in",
    "undo_correction",
    "unlink_citizens",
    "use_version",
    "warn_of_window",
    "withdraw_block",
    "write_reply",
]

from pendopo.listen.inbox.actions.said_by_itself import (
    require_may_be_said_by_itself,
    require_may_speak_by_itself,
)
