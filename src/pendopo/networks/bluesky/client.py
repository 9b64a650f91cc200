"""One account on Bluesky.

Safe repeats: the key of every record is chosen before the first try, and a record is only ever
written where none stands (`swapRecord: null`). A repeat finds its own record and is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import httpx

from pendopo.networks import counting, fitting
from pendopo.networks.bluesky import blocking, cursors, facets, models, searching, words
from pendopo.networks.bluesky.keys import record_key
from pendopo.networks.bluesky.session import Session, error_of
from pendopo.networks.connecting import Keep, forget
from pendopo.networks.contract import (
    Ability,
    Counting,
    Credentials,
    Draft,
    Found,
    Gone,
    Identity,
    Later,
    Limits,
    Measured,
    NotReachable,
    NotThere,
    Outcome,
    Picture,
    Proof,
    Reading,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.http import Answer, Failed, Line, Talk
from pendopo.networks.outside import Outside
from pendopo.networks.words import NOT_OFFERED, NOT_REACHED, NOT_THERE, RECONNECT, _

GATE: Final = "app.bsky.feed.threadgate"
HIDDEN_MAX: Final = 300
PAGE: Final = 100

NOT_OUR_THREAD = _("Answers can be hidden under this account's own posts only.")
TOO_MANY_HIDDEN = _("Under this post no more answers can be hidden.")
SOMETHING_ELSE = _("Something else stands where this post belongs. Please look.")
PART_STANDS = _("A part of the thread is there; the rest will follow.")

_LIMITS: Final = Limits(
    text_max=300,
    counting=Counting.GRAPHEMES,
    text_bytes_max=3000,
    link_takes_text=False,
    pictures_max=4,
    picture_bytes_max=1_000_000,
    alt_text_max=2000,
    thread_parts_max=25,
    abilities=frozenset(
        {
            Ability.PICTURES,
            Ability.ALT_TEXT,
            Ability.LINKS,
            Ability.THREADS,
            Ability.READ,
            Ability.REPLY,
            Ability.HIDE,
            Ability.SHOW,
            Ability.BLOCK,
            Ability.DELETE,
            Ability.MEASURE,
            Ability.SEARCH_POSTS,
        }
    ),
    proof=Proof.RECORD_KEY,
)


def limits(settings: Mapping[str, str]) -> Limits:
    """The same on every server: the protocol sets them."""
    del settings
    return _LIMITS


def standing(progress: str) -> tuple[str, ...]:
    """The parts of a thread that stand."""
    return tuple(progress.split())


def _progress(records: Sequence[models.Record]) -> str:
    return " ".join(record.uri for record in records)


class Bluesky:
    """A connector (see `contract.Connector`)."""

    def __init__(self, credentials: Credentials, outside: Outside, keep: Keep = forget) -> None:
        self.limits = _LIMITS
        self._me = credentials.remote_id
        self._handle = credentials.handle
        self._outside = outside
        self._session = Session(credentials, keep)
        self._line = Line(
            base=credentials.base,
            outside=outside,
            account=f"bluesky:{credentials.remote_id or credentials.handle}",
            app=f"bluesky:{credentials.base}",
            headers=self._session.headers,
            secrets=self._session.secrets,
            manners=self._session,
        )

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        # Every part's key is known: what stands is found where it belongs, whatever `progress` says.
        return self._line.write(lambda talk: self._publish(talk, draft, key), progress=progress)

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        return self.publish(draft, key=key, progress=progress)

    def check(self, handle: str) -> Outcome:
        del handle
        return Refused(why=NOT_OFFERED)

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        return self._line.write(lambda talk: self._set_hidden(talk, remote_id, thread_id, hidden=True))

    def show(self, remote_id: str, *, thread_id: str) -> Outcome:
        return self._line.write(lambda talk: self._set_hidden(talk, remote_id, thread_id, hidden=False))

    def block(self, author: str, *, said: str) -> Outcome:
        del author  # a name can change; whose repository it stands in can't
        return self._line.write(
            lambda talk: blocking.block(talk, self._me, words.parts_of(said)[0], now=self._outside.clock())
        )

    def unblock(self, author: str, *, said: str) -> Outcome:
        del author
        return self._line.write(lambda talk: blocking.unblock(talk, self._me, words.parts_of(said)[0]))

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        def take_down(talk: Talk) -> Outcome:
            for uri in (*reversed(part_ids), remote_id):
                repo, collection, key = words.parts_of(uri)
                said = {"repo": repo, "collection": collection, "rkey": key}
                talk.prepare("POST", "/xrpc/com.atproto.repo.deleteRecord", json=said)
            return Sent(remote_id=remote_id, url="")

        return self._line.write(take_down)

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        del since
        return self._line.find(lambda talk: self._find(talk, draft, key), progress=progress)

    def read(self, cursor: str) -> Reading:
        return self._line.ask(lambda talk: self._read(talk, cursors.Cursor.read(cursor)))

    def search_posts(self, words: str, *, cursor: str) -> Reading:
        return self._line.ask(lambda talk: searching.search(talk, words, cursor, me=self._me))

    def measure(self, remote_id: str) -> Measured:
        return self._line.ask(lambda talk: words.measured(self._view(talk, remote_id)))

    def fetch(self, remote_id: str) -> Draft:
        def look(talk: Talk) -> Draft:
            if words.parts_of(remote_id)[0] != self._me:
                return words.draft(self._view(talk, remote_id).record)
            found = self._record(talk, words.POST, words.parts_of(remote_id)[2])
            if found is None:
                raise Gone(NOT_THERE)
            return words.draft(found.value)

        return self._line.ask(look)

    def who_am_i(self) -> Identity:
        return self._line.ask(self._who_am_i)

    def log_in(self) -> models.Session:
        """With the app password. Raises ReconnectNeeded where it is not accepted."""
        session = self._line.ask(self._session.log_in)
        if session is None:
            raise ReconnectNeeded(RECONNECT)
        return session

    def _publish(self, talk: Talk, draft: Draft, key: str) -> Outcome:
        said: list[models.Record] = []
        texts = (counting.as_said(draft, self.limits), *draft.thread)
        if no := fitting.refusal(draft, self.limits, texts=texts):
            return no
        reply = self._reply_to(talk, draft) if draft.in_reply_to else None
        for number, text in enumerate(texts):
            post: dict[str, Any] = {
                "$type": words.POST,
                "text": text,
                # The moment it goes out, not when it was planned: feeds sort by it.
                "createdAt": words.instant(self._outside.clock()),
            }
            if draft.language:
                post["langs"] = [draft.language]
            if marked := facets.facets(text, lambda name: self._did_of(talk, name)):
                post["facets"] = marked
            if number == 0 and (embed := self._embed(talk, draft)):
                post["embed"] = embed
            if said:
                root = reply["root"] if reply else said[0].link()
                post["reply"] = {"root": root, "parent": said[-1].link()}
            elif reply:
                post["reply"] = reply
            said.append(self._put_new(talk, record_key(draft.made_at, key, number), post))
            talk.settled(_progress(said))
        return self._sent(said)

    def _put_new(self, talk: Talk, key: str, post: dict[str, Any]) -> models.Record:
        """Write a post where none stands; what stands there already is our own earlier try."""
        answer = talk.write(
            "POST",
            "/xrpc/com.atproto.repo.putRecord",
            accept=(400,),
            json={
                "repo": self._me,
                "collection": words.POST,
                "rkey": key,
                "record": post,
                "swapRecord": None,
            },
        )
        if answer.is_success:
            ref = models.Ref.model_validate_json(answer.content)
            talk.settled()
            return models.Record(uri=ref.uri, cid=ref.cid, value=post)
        if error_of(answer) != "InvalidSwap":
            raise talk.failed(answer)
        talk.settled()
        there = self._record(talk, words.POST, key)
        if there is None:  # deleted between the two questions
            raise Failed(Later(why=NOT_REACHED))
        if there.value.get("text") != post["text"]:
            raise Failed(Unknown(why=SOMETHING_ELSE))
        return there

    def _reply_to(self, talk: Talk, draft: Draft) -> dict[str, Any]:
        parent = self._view(talk, draft.in_reply_to)
        above = models.Post.model_validate(parent.record).reply
        link = models.Ref(uri=parent.uri, cid=parent.cid).link()
        return {"root": above.root.link() if above else link, "parent": link}

    def _embed(self, talk: Talk, draft: Draft) -> dict[str, Any] | None:
        if draft.pictures:
            images = [self._image(talk, picture) for picture in draft.pictures]
            return {"$type": "app.bsky.embed.images", "images": images}
        if draft.link:
            title = draft.title or httpx.URL(draft.link).host
            card = {"uri": draft.link, "title": title, "description": ""}
            return {"$type": "app.bsky.embed.external", "external": card}
        return None

    def _image(self, talk: Talk, picture: Picture) -> dict[str, Any]:
        answer = talk.prepare(
            "POST",
            "/xrpc/com.atproto.repo.uploadBlob",
            content=picture.content,
            headers={"Content-Type": picture.kind},
        )
        blob = models.Uploaded.model_validate_json(answer.content).blob
        image: dict[str, Any] = {"image": blob, "alt": picture.alt}
        if picture.width > 0 and picture.height > 0:
            image["aspectRatio"] = {"width": picture.width, "height": picture.height}
        return image

    def _find(self, talk: Talk, draft: Draft, key: str) -> Found:
        count = 1 + len(draft.thread)
        records = [self._record(talk, words.POST, record_key(draft.made_at, key, n)) for n in range(count)]
        there = [one for one in records if one]
        if len(there) == count:
            return self._sent(there)
        return Later(why=PART_STANDS, progress=_progress(there)) if there else NotThere()

    def _set_hidden(self, talk: Talk, remote_id: str, thread_id: str, *, hidden: bool) -> Outcome:
        repo, collection, key = words.parts_of(thread_id)
        if repo != self._me or collection != words.POST:
            return Refused(why=NOT_OUR_THREAD)
        for _try in range(3):
            stands = self._record(talk, GATE, key)
            value = stands.value if stands else {"$type": GATE, "post": thread_id}
            known = models.Gate.model_validate(value).hidden
            if (remote_id in known) is hidden:
                break
            if hidden and len(known) >= HIDDEN_MAX:
                return Refused(why=TOO_MANY_HIDDEN)
            gate = {"createdAt": words.instant(self._outside.clock()), **value}
            others = [one for one in known if one != remote_id]
            gate["hiddenReplies"] = [*others, remote_id] if hidden else others
            answer = self._put_gate(talk, key, gate, stands.cid if stands else None)
            if answer.is_success:
                break
            if error_of(answer) != "InvalidSwap":
                raise talk.failed(answer)
        else:  # somebody else keeps changing it
            return Later(why=NOT_REACHED)
        return Sent(remote_id=remote_id, url=words.page(remote_id))

    def _put_gate(self, talk: Talk, key: str, gate: dict[str, Any], swap: str | None) -> Answer:
        said = {"repo": self._me, "collection": GATE, "rkey": key, "record": gate, "swapRecord": swap}
        return talk.prepare("POST", "/xrpc/com.atproto.repo.putRecord", accept=(400,), json=said)

    def _read(self, talk: Talk, cursor: cursors.Cursor) -> Reading:
        query: dict[str, Any] = {"limit": PAGE}
        if cursor.page:
            query["cursor"] = cursor.page
        answer = talk.ask("/xrpc/app.bsky.notification.listNotifications", params=query)
        said = models.Notifications.model_validate_json(answer.content)
        page = said.notifications
        to_us = [one for one in page if one.reason in words.KINDS and cursor.is_new(one)]
        following = cursor.after(page, said.cursor)
        heard = sorted((words.heard(one, me=self._me) for one in to_us), key=lambda one: one.said_at)
        return Reading(heard=tuple(heard), cursor=str(following), more=bool(following.page))

    def _record(self, talk: Talk, collection: str, key: str) -> models.Record | None:
        """One of our own records, from our own server, which always knows the newest."""
        answer = talk.ask(
            "/xrpc/com.atproto.repo.getRecord",
            params={"repo": self._me, "collection": collection, "rkey": key},
            accept=(400, 404),
        )
        if answer.is_success:
            return models.Record.model_validate_json(answer.content)
        if error_of(answer) in {"RecordNotFound", "NotFound"}:
            return None
        raise talk.no(answer)

    def _view(self, talk: Talk, uri: str) -> models.PostView:
        answer = talk.ask("/xrpc/app.bsky.feed.getPosts", params={"uris": [uri]})
        views = models.PostViews.model_validate_json(answer.content).posts
        if not views:
            raise Gone(NOT_THERE)
        return views[0]

    def _did_of(self, talk: Talk, name: str) -> str:
        answer = talk.ask(
            "/xrpc/com.atproto.identity.resolveHandle", params={"handle": name}, accept=(400, 404)
        )
        return models.Resolved.model_validate_json(answer.content).did if answer.is_success else ""

    def _sent(self, records: Sequence[models.Record]) -> Sent:
        first, *others = records
        return Sent(
            remote_id=first.uri,
            url=words.page(first.uri),
            part_ids=tuple(record.uri for record in others),
            sent_at=models.Post.model_validate(first.value).made_at,
        )

    def _who_am_i(self, talk: Talk) -> Identity:
        answer = talk.ask("/xrpc/com.atproto.server.getSession")
        whose = models.Whose.model_validate_json(answer.content)
        profile = models.Profile(handle=whose.handle)
        try:
            found = talk.ask("/xrpc/app.bsky.actor.getProfile", params={"actor": whose.did})
            profile = models.Profile.model_validate_json(found.content)
        except (NotReachable, Gone):
            pass  # the name and the picture are an ornament
        return Identity(
            remote_id=whose.did,
            handle=whose.handle,
            name=profile.name or whose.handle,
            url=words.profile(whose.did),
            picture_url=profile.avatar or "",
            software="bluesky",
            limits=self.limits,
        )
