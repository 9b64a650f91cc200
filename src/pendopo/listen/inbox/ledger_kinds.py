"""What the ledger tells of the inbox. Citizens' words and names never enter the chain itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.speech import in_words
from pendopo.listen.inbox.states import Question

WITH_CONVERSATION = _("With the conversation, when its retention ends.")

Kind("inbox.assigned", _("%(by)s handed a conversation to %(to)s."))
Kind("inbox.machine_draft_taken", _("%(by)s began an answer with a language model's draft."))
Kind(
    "inbox.machine_draft_answered", _("%(by)s stands behind an answer that a language model began: %(how)s.")
)
Kind("inbox.reply_submitted", _("%(by)s asked for an approval of an answer: %(why)s"))
Kind("inbox.reply_returned", _("%(by)s returned an answer of %(author)s: %(why)s"))
Kind("inbox.reply_approved", _("%(by)s approved an answer of %(author)s."))
Kind(
    "inbox.reply_sent_out",
    _("%(by)s answered a citizen on %(handle)s: “%(text)s”"),
    personal={"text": WITH_CONVERSATION},
)
Kind("inbox.reply_arrived", _("An answer stands in its thread on %(handle)s."))
Kind(
    "inbox.reply_failed",
    _("The network refused an answer on %(handle)s: %(why)s"),
    said={"why": in_words},
)
Kind("inbox.closed", _("%(by)s closed a conversation as “%(disposition)s”. %(why)s"))
Kind("inbox.reopened", _("%(by)s opened a conversation again."))
Kind(
    "inbox.hidden",
    _("%(by)s hid a citizen's message on %(handle)s (%(code)s): “%(text)s”"),
    personal={"text": WITH_CONVERSATION},
)
Kind("inbox.shown", _("%(by)s let a hidden message on %(handle)s be seen again."))
Kind(
    "inbox.block_asked",
    _("%(by)s asked to block %(citizen)s (%(code)s)."),
    personal={"citizen": WITH_CONVERSATION},
)
Kind(
    "inbox.blocked",
    _("%(by)s agreed to block %(citizen)s (%(code)s), as %(asked_by)s had asked."),
    personal={"citizen": WITH_CONVERSATION},
)
Kind(
    "inbox.block_declined",
    _("%(by)s did not agree to block %(citizen)s, as %(asked_by)s had asked: %(why)s"),
    personal={"citizen": WITH_CONVERSATION},
)
Kind(
    "inbox.block_withdrawn",
    _("%(by)s no longer asks to block %(citizen)s."),
    personal={"citizen": WITH_CONVERSATION},
)
Kind(
    "inbox.block_lifted",
    _("%(by)s lifted the block of %(citizen)s: %(why)s"),
    personal={"citizen": WITH_CONVERSATION},
)
Kind(
    "inbox.citizens_linked",
    _("%(by)s said that %(one)s and %(other)s are one person: %(why)s"),
    personal={"one": WITH_CONVERSATION, "other": WITH_CONVERSATION},
)
Kind("inbox.citizens_unlinked", _("%(by)s took back that two citizens are one person. %(why)s"))
Kind("inbox.moderation_exported", _("%(by)s downloaded the list of what was moderated: %(rows)s rows."))
# Of the time when each room counted for itself; now `member.uncovered_often`.
Kind(
    "inbox.revealed_often",
    _("%(by)s uncovered personal data %(many)s times in an hour; more than %(most)s are too many."),
)
Kind(
    "inbox.reveals_limited",
    _("%(by)s set how often one person may uncover personal data in an hour: %(most)s."),
)
Kind("inbox.revealed", _("%(by)s looked at a conversation with its personal data: %(why)s"), uncovers=True)
Kind("inbox.label_removed", _("%(by)s took the label “%(name)s” away from %(number)s conversations."))
Kind("inbox.saved_confirmed", _("%(by)s looked at the saved reply “%(title)s” again: it is still right."))
Kind("inbox.settings_changed", _("%(by)s changed which answers need an approval: %(approving)s."))
Kind("inbox.restricted", _("%(by)s let a conversation be seen by %(people)s people only."))
Kind("inbox.opened_up", _("%(by)s let a conversation be seen by everybody who may read the inbox."))
Kind(
    "inbox.reading_corrected",
    _("%(by)s put right %(question)s: “%(value)s”."),
    said={"question": lambda question: Question(question).label},
)
Kind(
    "inbox.correction_undone",
    _("%(by)s took back what was put right: %(question)s."),
    said={"question": lambda question: Question(question).label},
)
Kind("inbox.set_apart", _("%(by)s took a conversation out of those that say the same."))
Kind(
    "inbox.triage_learned",
    _(
        "Triage learned from %(choices)s choices: version %(number)s, right in %(right)s %% of those kept back."
    ),
)
Kind(
    "inbox.triage_version_chosen", _("%(by)s chose version %(number)s of triage (0: only the units' words).")
)
Kind("inbox.threshold_changed", _("%(by)s said that triage is sure from %(percent)s %% on."))
Kind("inbox.unit_described", _("%(by)s wrote down how citizens speak of %(unit)s."))
Kind("inbox.handed_out", _("The roster gave a conversation to %(to)s."))
Kind(
    "inbox.acknowledged",
    _("A citizen on %(handle)s was told that the office is closed, in the words %(set_by)s set."),
)
Kind("inbox.reply_resent", _("%(by)s sent a refused answer on %(handle)s once more."))
Kind("inbox.alarm_raised", _("A message sounded urgent: %(to)s called."))
Kind("inbox.alarm_passed_on", _("Nobody had looked at an urgent message: %(to)s called."))
Kind("inbox.alarm_at_leader", _("Nobody had looked at an urgent message; leader called: %(to)s."))
Kind("inbox.alarm_seen", _("%(by)s looked after an urgent message."))
Kind(
    "inbox.duty_changed",
    _(
        "%(by)s changed what the inbox does by itself: gives out %(assigns)s; says that it is closed "
        "%(acknowledges)s; calls for help %(escalates)s."
    ),
)
