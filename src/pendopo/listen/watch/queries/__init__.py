"""Every read of the watch."""

from pendopo.listen.watch.queries.brief import Brief, brief
from pendopo.listen.watch.queries.feeds import Searched, Shown, feeds, proposals_left, searched_places
from pendopo.listen.watch.queries.news import (
    Filters,
    Page,
    clip_of,
    count_rising_words,
    desk,
    entries_of,
    latest_alert,
    offices_to_look_at,
    rising_words,
    settings_of,
    story,
)
from pendopo.listen.watch.queries.warnings import (
    reasons_said,
    standing_warnings,
    warning,
    warning_of_item,
    warnings,
    warnings_to_act_on,
)
from pendopo.listen.watch.said import alert_said, reasons_of, rising_said

__all__ = [
    "Brief",
    "Filters",
    "Page",
    "Searched",
    "Shown",
    "alert_said",
    "brief",
    "clip_of",
    "count_rising_words",
    "desk",
    "entries_of",
    "feeds",
    "latest_alert",
    "offices_to_look_at",
    "proposals_left",
    "reasons_of",
    "reasons_said",
    "rising_said",
    "rising_words",
    "searched_places",
    "settings_of",
    "standing_warnings",
    "story",
    "warning",
    "warning_of_item",
    "warnings",
    "warnings_to_act_on",
]
