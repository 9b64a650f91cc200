"""Asking connected accounts for public posts with our words: one account of each server, one word after the other.

It is outside of any transaction; what was found is taken in word by word, so that a network that breaks off loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_noop

from pendopo.foundation.secrets.keyring import SecretUnreadable
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.watch import actions, places
from pendopo.listen.watch.fetching import NotGot
from pendopo.listen.watch.models import Feed
from pendopo.networks.contract import NotReachable, ReconnectNeeded

PATIENCE: Final = timedelta(minutes=3)  # shorter than a turn; what is left is asked the next time
NOBODY_SEARCHES: Final = gettext_noop("No connected account lies on a network that can be searched.")


def look(feed: Feed, *, clock: Callable[[], datetime]) -> None:
    """Ask for each word. Raises NotGot where nobody answered."""
    with acting_for(feed.institution_id):
        asked = places.searched(feed.institution_id).asked
    if not asked:
        raise NotGot(NOBODY_SEARCHES)
    began, troubles = clock(), []
    for account in asked:
        try:
            _ask(feed, account, began=began, clock=clock)
        except NotReachable as no:
            troubles.append((account, str(no), no.wait))
        except (ReconnectNeeded, SecretUnreadable) as no:
            troubles.append((account, str(no), None))
    said = _said(*troubles[0][:2]) if troubles else ""
    if len(troubles) == len(asked):
        raise NotGot(said, max((wait for _who, _why, wait in troubles if wait), default=None))
    with acting_for(feed.institution_id):
        actions.note_asked(feed, now=clock(), trouble=said)


def _ask(feed: Feed, account: SocialAccount, *, began: datetime, clock: Callable[[], datetime]) -> None:
    connector = accounts.searching(accounts.connector_of(account))
    # Where the last turn ended early, those that were not asked come first.
    for word in sorted(feed.words, key=lambda one: feed.cursors.get(actions.cursor_key(account, one)) or ""):
        if clock() - began > PATIENCE:
            return
        reading = connector.search_posts(word, cursor=feed.cursors.get(actions.cursor_key(account, word), ""))
        with acting_for(feed.institution_id):
            rows = actions.take_in_posts(
                feed=feed,
                account=account,
                sought=word,
                heard=reading.heard,
                cursor=reading.cursor,
                now=clock(),
            )
            if any(one.is_about_us for one in rows):
                actions.alert_if_rising(feed.institution_id, now=clock())


def _said(account: SocialAccount, why: str) -> str:
    """The sentence, and on its second line who answered so."""
    sentence, _newline, detail = why.partition("\n")
    return "\n".join((sentence, " · ".join(filter(None, (account.handle, detail)))))
