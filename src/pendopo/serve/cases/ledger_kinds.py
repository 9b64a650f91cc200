"""What the ledger tells of cases. Citizens' words and names never enter the chain itself."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind
from pendopo.foundation.ui.templatetags.words import day


def _day(written: str) -> str:
    return day(date.fromisoformat(written))


Kind("cases.opened", _("%(by)s opened case %(code)s (%(kind)s)."))
Kind(
    "cases.flagged",
    _("%(by)s marked case %(code)s as a matter of supervision; %(people)s people know of it."),
)
Kind("cases.let_know", _("%(by)s put %(who)s on the list of case %(code)s."))
Kind("cases.let_go", _("%(by)s took %(who)s off the list of case %(code)s."))
Kind("cases.left_list", _("%(who)s is off the list of case %(code)s: they moved or left."))
Kind("cases.reported_named", _("%(by)s named the unit that case %(code)s is about."))
Kind("cases.settings_changed", _("%(by)s decided what cases tell citizens by themselves: %(said)s."))
Kind("cases.protected", _("%(by)s let more of case %(code)s be kept secret."))
Kind("cases.agreed", _("%(by)s wrote down what the reporter of case %(code)s agreed to."))
Kind("cases.lowered", _("%(by)s lowered the protection of case %(code)s, as its reporter had agreed."))
Kind("cases.referred", _("%(by)s asked %(unit)s about case %(code)s."))
Kind("cases.taken_back", _("%(by)s took the question of case %(code)s back from %(unit)s."))
Kind("cases.owner_decided", _("%(by)s decided that %(unit)s answers case %(code)s."))
Kind("cases.unit_answered", _("%(unit)s answered what it was asked about case %(code)s."))
Kind("cases.unit_bounced", _("%(unit)s said that case %(code)s is not theirs."))
Kind(
    "cases.unit_needs_time",
    _("%(unit)s asked for time with case %(code)s until %(until)s."),
    said={"until": _day},
)
Kind("cases.unit_asks_citizen", _("%(unit)s has a question to the citizen of case %(code)s."))
Kind("cases.escalated", _("%(unit)s used %(percent)s percent of its time for case %(code)s; told: %(who)s."))
Kind("cases.route_kept", _("%(by)s had %(topic)s go to %(unit)s."))
Kind("cases.route_dropped", _("%(by)s took %(topic)s out of the table of units."))
Kind("cases.verified", _("%(by)s verified case %(code)s."))
Kind("cases.classified", _("%(by)s made case %(code)s a %(kind)s under “%(version)s”. %(why)s"))
Kind("cases.asked_citizen", _("%(by)s asked the citizen of case %(code)s for something."))
Kind("cases.citizen_added", _("%(by)s wrote down what the citizen of case %(code)s added."))
Kind("cases.begun", _("%(by)s began to work on case %(code)s."))
Kind("cases.kept", _("%(by)s gave case %(code)s to %(name)s."))
Kind("cases.acknowledged", _("%(by)s told the citizen of case %(code)s that we have it."))
Kind("cases.answer_sent", _("%(by)s sent an answer of case %(code)s."))
Kind(
    "cases.machine_draft_taken", _("%(by)s began the answer of case %(code)s with a language model's draft.")
)
Kind("cases.told_by_hand", _("%(by)s told the citizen of case %(code)s: %(how)s."))
Kind("cases.answered", _("The citizens of case %(code)s were reached."))
Kind("cases.closed", _("Case %(code)s was closed: %(how)s."))
Kind("cases.reopened", _("Case %(code)s goes on. %(why)s"))
Kind("cases.joined", _("%(by)s joined case %(code)s with %(other)s."))
Kind("cases.parted", _("%(by)s parted case %(code)s from %(other)s."))
Kind("cases.revealed", _("%(by)s saw the personal data of case %(code)s: %(why)s"), uncovers=True)
Kind("cases.exported", _("%(by)s exported a list of %(count)s cases."))
Kind("cases.clocks_proposed", _("%(by)s proposed the clocks “%(title)s”."))
Kind(
    "cases.clocks_switched_on",
    _("%(by)s switched on the clocks “%(title)s” from %(day)s."),
    said={"day": _day},
)
Kind("cases.clocks_discarded", _("%(by)s threw away the proposed clocks “%(title)s”."))
Kind(
    "cases.filing_prepared",
    _("%(by)s prepared case %(code)s to be filed at LAPOR!, as its reporter had agreed."),
)
Kind("cases.filed", _("Case %(code)s stands at LAPOR! under number %(number)s."))
Kind("cases.filing_given_up", _("%(by)s gave up filing case %(code)s at LAPOR!."))
Kind("cases.imported", _("%(by)s imported the register %(name)s: %(new)s cases, %(stood)s stood already."))
