"""Who hears what: every wire between parts that imports don't show. Imported when the house is switched on."""

from __future__ import annotations

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.events import (
    ApprovalBroken,
    Approved,
    CrisisEnded,
    LetThroughInCrisis,
    Rescheduled,
    Withdrawn,
)
from pendopo.broadcast.material import actions as material
from pendopo.broadcast.publishing import actions as publishing
from pendopo.broadcast.publishing.events import (
    AllResumed,
    AllStopped,
    DeliveryByHand,
    DeliveryCalledOff,
    DeliveryDiffers,
    DeliveryLate,
    DeliveryRefused,
    DeliverySent,
    DeliveryUnsure,
)
from pendopo.broadcast.visuals.events import BatchDone, FilmReady
from pendopo.desk import duty, exempting, newsworthy, opening, quoting, teaching, telling
from pendopo.foundation import events
from pendopo.foundation.events import Wiring
from pendopo.institution.accounts.events import AccountConnected, AccountFellSilent, AccountNeedsReconnect
from pendopo.institution.notices import actions as notices
from pendopo.institution.people.events import LetterEnds, MemberLeft, MemberMoved
from pendopo.institution.roster import actions as roster
from pendopo.institution.roster.events import (
    ShiftCalledOff,
    ShiftGiven,
    ShiftHandedOver,
    SwapAnswered,
    SwapAsked,
)
from pendopo.institution.structure.events import UnitMoved, WorkingDaysChanged
from pendopo.listen.inbox import actions as inbox
from pendopo.listen.inbox.events import (
    MessageArrived,
    ReplyArrived,
    ReplyFailed,
    ReplyReturned,
    ThreadAcknowledged,
    UrgentMessage,
)
from pendopo.listen.rules import actions as rules
from pendopo.listen.rules.events import CaseAsked
from pendopo.listen.watch.events import StoryRising, WarningRead
from pendopo.listen.writing_aid import actions as writing_aid
from pendopo.serve.cases import actions as cases
from pendopo.serve.cases import queries as cases_asked
from pendopo.serve.cases.events import CaseReferred
from pendopo.serve.openness.events import ExemptListChanged
from pendopo.serve.standards.events import StandardChanged

WIRING: Wiring = {
    # A draft becomes a post.
    Approved: (publishing.plan_deliveries,),
    ApprovalBroken: (publishing.call_off_what_changed,),
    Withdrawn: (publishing.call_off_what_changed,),
    Rescheduled: (publishing.move_with_item,),
    CrisisEnded: (publishing.go_on_after_crisis,),
    LetThroughInCrisis: (publishing.go_on_after_crisis,),
    DeliverySent: (
        *(content.note_published, material.thank),
        *(inbox.note_sent, inbox.note_acknowledged, inbox.note_carried),
    ),
    DeliveryRefused: (
        inbox.note_refusal,
        inbox.note_not_acknowledged,
        inbox.note_not_carried,
        telling.refused,
    ),
    DeliveryCalledOff: (inbox.note_called_off, inbox.note_not_carried),
    DeliveryUnsure: (inbox.note_doubt, inbox.note_acknowledgement_unsure, telling.unsure),
    DeliveryLate: (inbox.drop_late_acknowledgement, telling.late),
    DeliveryByHand: (telling.by_hand,),
    DeliveryDiffers: (telling.differs,),
    AllStopped: (telling.stopped,),
    AllResumed: (telling.resumed,),
    FilmReady: (telling.film_ready,),
    BatchDone: (telling.cards_drawn,),
    # What is said in a thread belongs to its case, and what became of an answer, too.
    MessageArrived: (
        inbox.set_aside_blocked,
        cases.hear_message,
        rules.run,
        inbox.serve_by_itself,
    ),
    ReplyArrived: (cases.note_reply_arrived,),
    ReplyFailed: (cases.note_reply_failed,),
    ReplyReturned: (cases.note_reply_returned,),
    ThreadAcknowledged: (cases.note_thread_acknowledged,),
    CaseAsked: (opening.open_asked_case,),
    # What waited for an account goes on.
    AccountNeedsReconnect: (telling.needs_reconnect,),
    AccountFellSilent: (telling.fell_silent,),
    AccountConnected: (publishing.release_account, inbox.ask_to_be_called),
    MemberLeft: (notices.forget_devices, roster.leave_roster, cases.leave_lists, telling.left),
    # Nobody of the unit complained of knows of a matter of supervision.
    MemberMoved: (cases.leave_lists,),
    UnitMoved: (cases.look_at_lists,),
    # What triage learns from.
    CaseReferred: (teaching.unit_asked,),
    # What saved replies quote.
    StandardChanged: (quoting.note_changed_standard,),
    LetterEnds: (notices.tell_letter_ends,),
    # Who is on duty gets what comes in, and is called for what is urgent.
    UrgentMessage: (inbox.raise_alarm,),
    ShiftGiven: (duty.shift_given,),
    ShiftCalledOff: (duty.shift_called_off,),
    ShiftHandedOver: (duty.shift_handed_over,),
    SwapAsked: (duty.swap_asked,),
    SwapAnswered: (duty.swap_answered,),
    WorkingDaysChanged: (roster.plan_anew,),
    ExemptListChanged: (exempting.list_changed,),
    # What is read in the watch and worth saying something about.
    StoryRising: (newsworthy.story_rising,),
    WarningRead: (newsworthy.warning_read,),
}

events.wire(WIRING)
# Whose name or words were promised secrecy is not shown to a language model either.
writing_aid.keep_back_where(cases_asked.is_kept_secret)
