"""What the ledger tells of content. Nothing in these entries is about a citizen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pendopo.broadcast.content.lanes import NAMES
from pendopo.foundation.ledger import Kind


def _lane(key: str) -> str:
    return str(NAMES.get(key, key))


Kind("content.started", _("%(by)s started “%(title)s”."))
Kind("content.saved", _("%(by)s saved version %(number)s of “%(title)s”."))
Kind("content.details_changed", _("%(by)s changed %(fields)s of “%(title)s”."))
Kind(
    "content.submitted",
    _("%(by)s submitted version %(number)s of “%(title)s” to the lane “%(lane)s”."),
    said={"lane": _lane},
)
Kind("content.step_approved", _("%(by)s approved the step “%(step)s” of “%(title)s”."))
Kind("content.approved", _("%(by)s approved version %(number)s of “%(title)s”, sealed as %(seal)s."))
Kind(
    "content.published_first",
    _("%(by)s released version %(number)s of “%(title)s” before its approval, sealed as %(seal)s."),
)
Kind("content.confirmed", _("%(by)s confirmed “%(title)s”, which was published first."))
Kind("content.returned", _("%(by)s returned “%(title)s”: %(comment)s"))
Kind("content.approval_broken", _("%(by)s broke the approval of “%(title)s”: %(why)s"))
Kind("content.review_stopped", _("%(by)s stopped the review of “%(title)s”: %(why)s"))
Kind("content.rescheduled", _("%(by)s moved “%(title)s” from %(before)s to %(after)s."))
Kind("content.withdrawn", _("%(by)s withdrew “%(title)s”: %(why)s"))
Kind("content.published", _("“%(title)s” is published."))
Kind("content.source_added", _("%(by)s added a source to “%(title)s”: %(reference)s"))
Kind("content.source_removed", _("%(by)s removed a source of “%(title)s”: %(reference)s"))
Kind("content.reason_given", _("%(by)s gave a reason for rule %(rule)s in “%(title)s”: %(reason)s"))
Kind("content.commented", _("%(by)s commented on “%(title)s”."))
Kind("content.picture_added", _("%(by)s added the picture “%(name)s” to the library."))
Kind("content.picture_changed", _("%(by)s changed %(fields)s of the picture “%(name)s”."))
Kind("content.picture_removed", _("%(by)s removed the picture “%(name)s” from the library."))
Kind("content.consent_recorded", _("%(by)s recorded a consent for the picture “%(name)s”."))
Kind("content.pillar_kept", _("%(by)s set the pillar “%(name)s”."))
Kind("content.campaign_kept", _("%(by)s set the campaign “%(name)s”."))
Kind("content.lane_changed", _("%(by)s changed the steps of the lane “%(lane)s”."), said={"lane": _lane})
Kind("content.rules_changed", _("%(by)s changed what the rules know about the office."))
Kind("content.crisis_began", _("%(by)s switched the crisis on: %(why)s"))
Kind("content.crisis_ended", _("%(by)s ended the crisis: %(why)s"))
Kind("content.let_through", _("%(by)s let “%(title)s” go out in the crisis."))
Kind("content.rules_tuned", _("%(by)s set version %(number)s of the rules, from %(from)s: %(why)s"))
