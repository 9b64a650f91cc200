"""What the ledger tells of public information. Applicants are named by their register number, never by name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ledger import Kind

Kind("openness.drafted", _("%(by)s made a draft request out of a conversation."))
Kind("openness.registered", _("Request %(number)s is complete; its written notice is due on %(due)s."))
Kind("openness.extended", _("%(by)s extended the limit of request %(number)s to %(due)s: %(why)s"))
Kind("openness.notified", _("%(by)s gave written notice of request %(number)s: %(decision)s."))
Kind("openness.handed_over", _("%(by)s handed over the information of request %(number)s."))
Kind("openness.refused", _("%(by)s refused request %(number)s: %(why)s"))
Kind("openness.withdrawn", _("Request %(number)s was withdrawn: %(why)s"))
Kind("openness.unanswered", _("The limit of request %(number)s passed without a written notice."))
Kind("openness.objection_filed", _("Objection %(number)s was filed against request %(request)s."))
Kind("openness.objection_answered", _("%(by)s answered objection %(number)s: %(verdict)s."))
Kind("openness.objection_unanswered", _("The limit of objection %(number)s passed without an answer."))
Kind("openness.objection_withdrawn", _("Objection %(number)s was withdrawn: %(why)s"))
Kind(
    "openness.disputed", _("%(by)s recorded that objection %(number)s is before the Information Commission.")
)
Kind("openness.response_kept", _("%(by)s recorded the applicant's response to objection %(number)s."))
Kind(
    "openness.revealed",
    _("%(by)s looked at the applicant of request %(number)s: %(why)s"),
    uncovers=True,
)
Kind(
    "openness.letter_drawn",
    _("%(by)s opened the letter “%(letter)s” of request %(number)s."),
    uncovers=True,  # it names the applicant
)
Kind("openness.link_given", _("%(by)s gave a new link for request %(number)s."))
Kind("openness.exported", _("%(by)s exported the register of %(year)s. Identities shown: %(shown)s. %(why)s"))
Kind("openness.listed", _("%(by)s put “%(title)s” on the list of public information."))
Kind("openness.listing_changed", _("%(by)s changed “%(title)s” on the list of public information."))
Kind("openness.taken_off", _("%(by)s took “%(title)s” off the list of public information: %(why)s"))
Kind("openness.test_written", _("%(by)s wrote consequence test %(number)s."))
Kind("openness.test_approved", _("%(by)s approved consequence test %(number)s."))
Kind("openness.test_lifted", _("%(by)s lifted exemption %(number)s: %(why)s"))
Kind("openness.announced", _("%(by)s published the service announcement."))
Kind("openness.report_kept", _("%(by)s changed the service report of %(year)s."))
Kind("openness.report_sent", _("%(by)s recorded that the service report of %(year)s was sent."))
Kind("openness.clock_proposed", _("%(by)s proposed the limits “%(title)s” for public information."))
Kind("openness.clock_switched_on", _("%(by)s put the limits “%(title)s” in force from %(day)s."))
Kind("openness.clock_discarded", _("%(by)s threw the proposed limits “%(title)s” away."))
