"""Every read of the inbox that others may ask for."""

from pendopo.listen.inbox.queries.deciding import (
    answers_to_decide,
    hide_reasons,
    own_answers_under_way,
)
from pendopo.listen.inbox.queries.intake import (
    account_of_webhook,
    accounts_on,
    accounts_to_read,
    last_heard_at,
    webhook_secret,
)
from pendopo.listen.inbox.queries.lists import (
    A_PAGE,
    COUNTED_MOST,
    Cursor,
    Filters,
    Found,
    Line,
    Tab,
    counts,
    page,
    unread_count,
    waiting_for,
)
from pendopo.listen.inbox.queries.searching import search
from pendopo.listen.inbox.queries.threads import (
    Thread,
    approving,
    conversation,
    filled,
    mark_of,
    saved_replies,
    thread,
    thread_mark,
    under,
)

__all__ = [
    "A_PAGE",
    "COUNTED_MOST",
    "Cursor",
    "Filters",
    "Found",
    "Line",
    "Tab",
    "Thread",
    "account_of_webhook",
    "accounts_on",
    "accounts_to_read",
    "answers_to_decide",
    "approving",
    "conversation",
    "counts",
    "filled",
    "hide_reasons",
    "last_heard_at",
    "mark_of",
    "own_answers_under_way",
    "page",
    "saved_replies",
    "search",
    "thread",
    "thread_mark",
    "under",
    "unread_count",
    "waiting_for",
    "webhook_secret",
]
