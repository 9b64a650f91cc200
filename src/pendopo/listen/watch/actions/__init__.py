"""Every write of the watch."""

from pendopo.listen.watch.actions.alerting import alert_if_rising
from pendopo.listen.watch.actions.drafting import draft_by_hand
from pendopo.listen.watch.actions.ending import end_warnings
from pendopo.listen.watch.actions.finding import cursor_key, note_asked, take_in_posts
from pendopo.listen.watch.actions.hearing import hear_inbox
from pendopo.listen.watch.actions.keeping import answer_story, clip_entry, forget_old_news, say_tone
from pendopo.listen.watch.actions.managing import (
    keep_settings,
    remove_feed,
    save_feed,
    save_search,
    switch_off,
    switch_on,
)
from pendopo.listen.watch.actions.reading import (
    ask_anew,
    begin_reading,
    keep_article,
    note_failure,
    note_page,
    note_unchanged,
)
from pendopo.listen.watch.actions.taking_in import take_in_news
from pendopo.listen.watch.actions.warning import take_in_warnings

__all__ = [
    "alert_if_rising",
    "answer_story",
    "ask_anew",
    "begin_reading",
    "clip_entry",
    "cursor_key",
    "draft_by_hand",
    "end_warnings",
    "forget_old_news",
    "hear_inbox",
    "keep_article",
    "keep_settings",
    "note_asked",
    "note_failure",
    "note_page",
    "note_unchanged",
    "remove_feed",
    "save_feed",
    "save_search",
    "say_tone",
    "switch_off",
    "switch_on",
    "take_in_news",
    "take_in_posts",
    "take_in_warnings",
]
