"""Looking for what people say in public, through our own server, which asks the one that indexes the network."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from pendopo.networks.bluesky import models, words
from pendopo.networks.contract import Heard, HeardKind, Reading
from pendopo.networks.http import Talk

PAGE: Final = 50
OVERLAP: Final = timedelta(minutes=15)  # what is said can be found a while later
PAGES_BACK: Final = 3  # so many pages of new posts are read at once; older ones are left
MENTION: Final = "app.bsky.richtext.facet#mention"


def search(talk: Talk, sought: str, cursor: str, *, me: str) -> Reading:
    """The latest posts, at least those since `cursor`, an instant; without our own and those to us."""
    found: dict[str, models.FoundPost] = {}
    page = ""
    for _page in range(PAGES_BACK if cursor else 1):
        query: dict[str, Any] = {"q": sought, "sort": "latest", "limit": PAGE}
        query |= {"since": words.instant(datetime.fromisoformat(cursor) - OVERLAP)} if cursor else {}
        query |= {"cursor": page} if page else {}
        answer = talk.ask("/xrpc/app.bsky.feed.searchPosts", params=query)
        said = models.FoundPosts.model_validate_json(answer.content)
        fresh = {one.uri: one for one in said.posts if one.uri not in found}
        found |= fresh
        page = said.cursor
        if not fresh or not page:
            break
    heard = [one for post in found.values() if (one := _heard(post, me=me))]
    newest = max((one.indexed_at for one in found.values()), default=None)
    return Reading(
        heard=tuple(sorted(heard, key=lambda one: one.said_at)),
        cursor=words.instant(newest) if newest else cursor,
    )


def _heard(found: models.FoundPost, *, me: str) -> Heard | None:
    """A stranger's post in our words; None for our own, and for what was said to us."""
    try:
        post = models.Post.model_validate(found.record)
    except ValueError:  # a record may hold anything: one that can't be read hides no other
        return None
    above = [post.reply.root.uri, post.reply.parent.uri] if post.reply else []
    if found.author.did == me or any(words.parts_of(one)[0] == me for one in above) or me in _named(found):
        return None
    return Heard(
        remote_id=found.uri,
        thread_id=above[0] if above else found.uri,
        parent_id=above[1] if above else "",
        kind=HeardKind.MENTION,
        author=found.author.handle,
        author_name=found.author.name or found.author.handle,
        author_url=words.profile(found.author.did),
        text=post.text,
        said_at=found.indexed_at,
        url=words.page(found.uri),
        language=post.langs[0] if post.langs else "",
    )


def _named(found: models.FoundPost) -> set[str]:
    """Who is mentioned in it; a record may hold anything."""
    named: set[str] = set()
    for facet in found.record.get("facets") or ():
        for feature in (facet.get("features") or ()) if isinstance(facet, dict) else ():
            if isinstance(feature, dict) and feature.get("$type") == MENTION:
                named.add(str(feature.get("did", "")))
    return named
