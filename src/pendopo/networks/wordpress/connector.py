"""One office's WordPress site: articles with a slug of our own, and the comments below them.

A slug proves an article: the site is asked for it before anything is written, and an article that
got another slug than ours (the site adds `-2`) shows that an earlier try arrived after all.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from pendopo.networks import fitting
from pendopo.networks.contract import (
    Ability,
    Draft,
    Found,
    Identity,
    Limits,
    Measured,
    NotThere,
    Outcome,
    Proof,
    Reading,
    ReconnectNeeded,
    Refused,
    Sent,
)
from pendopo.networks.wordpress import border, words
from pendopo.networks.wordpress.shelf import Shelf
from pendopo.networks.wordpress.site import WP, Rest
from pendopo.networks.words import NOT_ACCEPTED, NOT_OFFERED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pendopo.networks.connecting import Keep
    from pendopo.networks.contract import Credentials
    from pendopo.networks.http import Talk
    from pendopo.networks.outside import Outside

PAGE: Final = 100
FIRST_LOOK_BACK: Final = timedelta(days=30)
FIELDS: Final = "id,post,parent,author,author_name,author_url,content,date,date_gmt,link,status"
LIMITS: Final = Limits(
    text_max=20_000,
    link_takes_text=False,
    tags_take_text=False,
    pictures_max=10,
    picture_shape=16 / 9,
    picture_bytes_max=2_000_000,  # what PHP takes unless somebody changed it
    alt_text_max=1500,
    title_max=words.TITLE_MAX,
    abilities=frozenset(
        {
            Ability.PICTURES,
            Ability.ALT_TEXT,
            Ability.LINKS,
            Ability.READ,
            Ability.REPLY,
            Ability.HIDE,
            Ability.SHOW,
            Ability.DELETE,
            Ability.MEASURE,
            Ability.TITLE,
            Ability.CATEGORIES,
        }
    ),
    proof=Proof.SLUG,
)


def limits_for(settings: Mapping[str, str]) -> Limits:
    """Return what fits; sites differ only in what they don't tell."""
    del settings
    return LIMITS


class WordPressConnector:
    """One account on one WordPress site. Articles are `12`, comments `c12`."""

    limits = LIMITS

    def __init__(self, credentials: Credentials, outside: Outside, keep: Keep) -> None:
        del keep  # an application password never changes
        self._rest = Rest(credentials, outside)
        self._line = self._rest.line
        self._shelf = Shelf(self._rest)
        self._us = credentials.remote_id

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Publish an article."""
        return self._line.write(lambda talk: self._publish(talk, draft, key), progress=progress)

    def check(self, handle: str) -> Outcome:
        """Nothing here takes its time."""
        del handle
        return Refused(why=NOT_OFFERED)

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        """Look for our slug, or for our answer below what it answers."""
        del since
        if draft.in_reply_to:
            return self._line.find(
                lambda talk: self._our_answer(talk, draft) or NotThere(), progress=progress
            )
        return self._line.find(lambda talk: self._find(talk, draft, key), progress=progress)

    def read(self, cursor: str) -> Reading:
        """What was written below articles, held comments included."""
        return self._line.ask(lambda talk: self._read(talk, cursor))

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Answer a comment, or comment on an article."""
        del key  # the site itself refuses the same words in the same place
        return self._line.write(lambda talk: self._reply(talk, draft), progress=progress)

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Hold a comment back."""
        del thread_id
        return self._line.write(lambda talk: self._moderate(talk, remote_id, "hold"))

    def show(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Let a held comment be seen."""
        del thread_id
        return self._line.write(lambda talk: self._moderate(talk, remote_id, "approved"))

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        """Put our article or answer into the site's trash."""
        del part_ids
        return self._line.write(lambda talk: self._delete(talk, remote_id))

    def measure(self, remote_id: str) -> Measured:
        """Count the comments that can be seen; WordPress counts nothing else itself."""
        return self._line.ask(lambda talk: self._measure(talk, remote_id))

    def fetch(self, remote_id: str) -> Draft:
        """What stands on the site now."""
        return self._line.ask(lambda talk: self._fetch(talk, remote_id))

    def who_am_i(self) -> Identity:
        """Whose password it is, and whether that person may publish and moderate."""
        return self._line.ask(self._who_am_i)

    def _publish(self, talk: Talk, draft: Draft, key: str) -> Outcome:
        if no := fitting.refusal(draft, LIMITS, texts=(draft.text, *draft.thread)):
            return no
        slug = words.slug(draft, key)
        there = self._shelf.by_slug(talk, slug)
        if there is not None:
            return Refused(why=words.TAKEN_DOWN) if there.status == "trash" else _sent(there)
        pictures = self._shelf.pictures(talk, draft.pictures, words.mark(key))
        article = {
            "title": words.title(draft),
            "content": words.html(draft, pictures[1:]),
            "status": "publish",
            "slug": slug,
            "categories": self._shelf.terms(talk, "categories", draft.categories),
            "tags": self._shelf.terms(talk, "tags", draft.tags),
            "featured_media": pictures[0][0].id if pictures else 0,
        }
        # Without categories the site takes its own default.
        said = {name: value for name, value in article.items() if value}
        post = border.Post.model_validate_json(
            self._rest.write(talk, "POST", f"{WP}/posts", json=said).content
        )
        if post.slug != slug:
            earlier = self._shelf.by_slug(talk, slug)
            if earlier is not None and earlier.id != post.id:
                self._shelf.discard(talk, post)
                post = earlier
        talk.settled()
        return _sent(post)

    def _find(self, talk: Talk, draft: Draft, key: str) -> Found:
        there = self._shelf.by_slug(talk, words.slug(draft, key))
        return NotThere() if there is None else _sent(there)

    def _reply(self, talk: Talk, draft: Draft) -> Outcome:
        if no := fitting.refusal(draft, LIMITS, texts=(draft.text,)):
            return no
        post, parent = self._place(talk, draft)
        said = {"post": post, "parent": parent, "content": words.comment(draft.text)}
        answer = self._rest.write(talk, "POST", f"{WP}/comments", json=said, accept={409})
        if answer.status_code == 409:  # comment_duplicate: it has been standing there since an earlier try
            talk.settled()
            return self._our_answer(talk, draft) or Refused(why=NOT_ACCEPTED)
        return _answered(border.Comment.model_validate_json(answer.content))

    def _place(self, talk: Talk, draft: Draft) -> tuple[int, int]:
        """Return the article and the comment that is answered, 0 for the article itself."""
        if not draft.in_reply_to.startswith("c"):
            return int(draft.in_reply_to), 0
        parent = int(draft.in_reply_to[1:])
        if draft.root.isdecimal():
            return int(draft.root), parent
        answer = self._rest.ask(talk, f"{WP}/comments/{parent}", params={"_fields": FIELDS})
        return border.Comment.model_validate_json(answer.content).post, parent

    def _our_answer(self, talk: Talk, draft: Draft) -> Sent | None:
        post, parent = self._place(talk, draft)
        asked = {"post": post, "parent": parent, "status": "all", "context": "edit", "per_page": PAGE}
        answer = self._rest.ask(talk, f"{WP}/comments", params={**asked, "_fields": FIELDS})
        for one in border.COMMENTS.validate_json(answer.content):
            if str(one.author) == self._us and words.said(one) == draft.text.strip():
                return _answered(one)
        return None

    def _read(self, talk: Talk, cursor: str) -> Reading:
        last = json.loads(cursor) if cursor else {}
        after = last.get("after") or (self._line.outside.clock() - FIRST_LOOK_BACK).isoformat()
        known = {int(one) for one in last.get("known", ())}
        asked = {
            "status": "all",
            "context": "edit",
            "order": "asc",
            "per_page": PAGE,
            "after": after,
            "_fields": FIELDS,
        }
        page = 1
        comments = self._comments(talk, {**asked, "page": page})
        fresh = [one for one in comments if one.id not in known]
        # All comments of the cursor's own second come again; a whole page of them is skipped.
        while not fresh and len(comments) == PAGE:
            page += 1
            comments = self._comments(talk, {**asked, "page": page})
            fresh = [one for one in comments if one.id not in known]
        if fresh:
            latest = fresh[-1].date
            same = {one.id for one in comments if one.date == latest}
            known = same | (known if latest == last.get("at") else set())
            last = {"at": latest, "after": _a_second_before(latest), "known": sorted(known)}
        return Reading(
            heard=tuple(words.heard(one) for one in fresh if str(one.author) != self._us),
            cursor=json.dumps(last) if last else json.dumps({"after": after}),
            more=len(comments) == PAGE,
        )

    def _comments(self, talk: Talk, asked: Mapping[str, object]) -> tuple[border.Comment, ...]:
        # A page after the last one answers 400.
        accept = {400} if asked["page"] != 1 else set()
        answer = self._rest.ask(talk, f"{WP}/comments", params=asked, accept=accept)
        return () if answer.status_code == 400 else border.COMMENTS.validate_json(answer.content)

    def _moderate(self, talk: Talk, remote_id: str, status: str) -> Outcome:
        path = f"{WP}/comments/{remote_id.removeprefix('c')}"
        answer = self._rest.prepare(talk, "POST", path, json={"status": status})
        return _answered(border.Comment.model_validate_json(answer.content))

    def _delete(self, talk: Talk, remote_id: str) -> Outcome:
        what = "comments" if remote_id.startswith("c") else "posts"
        self._rest.prepare(talk, "DELETE", f"{WP}/{what}/{remote_id.removeprefix('c')}", accept={404, 410})
        return Sent(remote_id=remote_id, url="")

    def _measure(self, talk: Talk, remote_id: str) -> Measured:
        self._shelf.seen(talk, remote_id)
        asked = {"post": remote_id, "per_page": 1, "_fields": "id"}
        total = self._rest.ask(talk, f"{WP}/comments", params=asked).headers.get("X-WP-Total", "")
        return Measured(replies=int(total))

    def _fetch(self, talk: Talk, remote_id: str) -> Draft:
        if remote_id.startswith("c"):
            return self._shelf.answer(talk, remote_id)
        return self._shelf.article(talk, remote_id)

    def _who_am_i(self, talk: Talk) -> Identity:
        asked = {"context": "edit", "_fields": "id,name,slug,link,capabilities"}
        user = border.User.model_validate_json(self._rest.ask(talk, f"{WP}/users/me", params=asked).content)
        needed = ("publish_posts", "edit_published_posts", "upload_files", "moderate_comments")
        if not all(user.may(right) for right in needed):
            raise ReconnectNeeded(words.NOT_ENOUGH_RIGHTS)
        site = border.Site.model_validate_json(self._rest.ask(talk, "/").content)
        return Identity(
            remote_id=str(user.id),
            handle=user.slug,
            name=site.name or user.name,
            url=site.home or site.url or self._line.base,
            picture_url=site.site_icon_url,
            software="wordpress",
        )


def _sent(post: border.Post) -> Sent:
    return Sent(remote_id=str(post.id), url=post.link, sent_at=post.date_gmt)


def _answered(comment: border.Comment) -> Sent:
    return Sent(remote_id=f"c{comment.id}", url=comment.link, sent_at=comment.date_gmt)


def _a_second_before(local: str) -> str:
    """Step back on the site's own clock: it leaves out what is exactly as old as asked."""
    return (datetime.fromisoformat(local) - timedelta(seconds=1)).isoformat()
