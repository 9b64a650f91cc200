"""Looking for what people say in public: a tag's timeline, or the server's own full-text search.

Only servers with such a search know more than tags; a server without one answers with an empty list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from pydantic import TypeAdapter

from pendopo.networks.contract import Gone, Heard, NotReachable, Reading
from pendopo.networks.http import Answer, Talk
from pendopo.networks.mastodon import models, words
from pendopo.networks.words import _

PAGE: Final = 40
OVERLAP: Final = timedelta(hours=1)  # posts of other servers come late
PAGES_BACK: Final = 3  # so many pages of new posts are read at once; older ones are left

SEARCHES_NOTHING = _("This server does not let programs search.")
MAY_NOT_SEARCH = _(
    "The permission of this account does not include searching yet. Connect the account again; #tags are found all the same."
)

_STATUSES = TypeAdapter(list[models.Status])


def search(talk: Talk, sought: str, cursor: str, *, me: str, host: str) -> Reading:
    """The latest public posts, at least those since `cursor`, an instant; without our own and those to us."""
    found: dict[str, models.Status] = {}
    known = datetime.fromisoformat(cursor) - OVERLAP if cursor else None
    for _page in range(PAGES_BACK if known else 1):
        oldest = min(found.values(), key=lambda one: one.created_at, default=None)
        if oldest and known and oldest.created_at < known:
            break
        page = (_tagged if sought[:1] == "#" else _said)(talk, sought, oldest.id if oldest else "")
        fresh = {one.id: one for one in page if one.id not in found}
        found |= fresh
        if not fresh or len(page) < PAGE:
            break
    newest = max((one.created_at for one in found.values()), default=None)
    strangers = [one for one in found.values() if _is_strangers(one, me)]
    heard = [_heard(one, me=me, host=host) for one in sorted(strangers, key=lambda one: one.created_at)]
    return Reading(heard=tuple(heard), cursor=newest.isoformat() if newest else cursor)


def _tagged(talk: Talk, sought: str, older: str) -> Sequence[models.Status]:
    answer = _ask(talk, f"/api/v1/timelines/tag/{quote(sought.lstrip('#'), safe='')}", _page(older))
    return _STATUSES.validate_json(answer.content)


def _said(talk: Talk, sought: str, older: str) -> Sequence[models.Status]:
    query = {"q": sought, "type": "statuses", **_page(older)}
    return models.Search.model_validate_json(_ask(talk, "/api/v2/search", query).content).statuses


def _page(older: str) -> dict[str, Any]:
    """What came from another server late has an older number: pages go down from the newest, never up from a number."""
    return {"limit": PAGE, **({"max_id": older} if older else {})}


def _ask(talk: Talk, path: str, query: dict[str, Any]) -> Answer:
    """Accounts connected before we asked for it go on publishing: only this is not theirs to do."""
    try:
        answer = talk.ask(path, params=query, accept={403})
    except Gone as error:
        raise NotReachable(SEARCHES_NOTHING) from error
    if answer.status_code == 403:
        may_not = "scope" in talk.line.manners.words(answer).lower()
        raise NotReachable(MAY_NOT_SEARCH if may_not else SEARCHES_NOTHING)
    return answer


def _is_strangers(one: models.Status, me: str) -> bool:
    """A search also finds what we said ourselves, and what was said to few of whom we are one."""
    to_us = one.in_reply_to_account_id == me or any(who.id == me for who in one.mentions)
    return one.visibility == "public" and one.account.id != me and not to_us


def _heard(one: models.Status, *, me: str, host: str) -> Heard:
    author = one.account.acct if "@" in one.account.acct else f"{one.account.acct}@{host}"
    return replace(words.heard(one, me=me), author=author)
