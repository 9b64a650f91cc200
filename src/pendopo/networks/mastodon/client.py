"""One account on one server with the Mastodon API.

Safe repeats: the Idempotency-Key is sent, but many servers ignore it, so after an unclear end our
own latest posts are read back (`find`). The parts of a thread and the uploaded pictures are handed
back as `progress`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter

from pendopo.networks import counting, fitting, rates
from pendopo.networks.connecting import Keep, forget
from pendopo.networks.contract import (
    Credentials,
    Draft,
    Found,
    Gone,
    Identity,
    Later,
    Measured,
    NotReachable,
    NotThere,
    Outcome,
    Picture,
    Reading,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.http import Answer, Failed, Line, Manners, Talk
from pendopo.networks.mastodon import models, searching, server, words
from pendopo.networks.outside import Outside
from pendopo.networks.words import NOBODY_THERE, NOT_OFFERED, RECONNECT, STOPPED_HEARING, _

WHO: Final = "/api/v1/accounts/verify_credentials"
PAGE: Final = 40
PAGES_BACK: Final = 5  # so far back our own posts are read in search of one
CLOCKS_APART: Final = timedelta(minutes=2)
BREATH: Final = 1.0  # seconds between two looks at a picture the server is still working on
NEARLY_OVER: Final = 8.0  # seconds of the budget that are kept for the post itself
PICTURE_PATIENCE: Final = timedelta(seconds=20)

PICTURE_IN_WORK = _("The server is still working on the pictures.")
DELETES_NOTHING = _("This server does not let programs delete posts. Delete it on the server's own page.")
BLOCKS_NOBODY = _("This server does not let programs block people. Block them on the server's own page.")
MAY_NOT_BLOCK = _(
    "The permission of this account does not include blocking yet. Connect the account again, then try again."
)
PART_STANDS = _("A part of the thread is there; the rest will follow.")

_STATUSES = TypeAdapter(list[models.Status])
_NOTIFICATIONS = TypeAdapter(list[models.Notification])


class MastodonManners(Manners):
    """A token without the needed scope gets 403 where others say 401; snac doesn't say 401 to `WHO`."""

    def meaning(self, answer: Answer) -> Outcome | None:
        if answer.status_code == 422 and answer.request.url.path.endswith(WHO):
            return Refused(why=RECONNECT, reconnect=True)
        if answer.status_code == 403 and "scope" in self.words(answer).lower():
            return Refused(why=RECONNECT, reconnect=True)
        return None


@dataclass(frozen=True)
class Progress:
    """What stands already: the parts of the thread, and pictures nobody sees yet."""

    parts: tuple[str, ...] = ()
    media: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Progress:
        """From what was handed back."""
        known = json.loads(text) if text else {}
        return cls(parts=tuple(known.get("parts", ())), media=tuple(known.get("media", ())))

    def __str__(self) -> str:
        return json.dumps({"parts": self.parts, "media": self.media}, separators=(",", ":"))


def standing(progress: str) -> tuple[str, ...]:
    """The parts of a thread that stand."""
    return Progress.read(progress).parts


class Mastodon:
    """A connector (see `contract.Connector`)."""

    def __init__(self, credentials: Credentials, outside: Outside, keep: Keep = forget) -> None:
        del keep  # a token here never changes
        self._credentials = credentials
        self._outside = outside
        self.limits = server.limits(credentials.settings)
        self._at_once = server.shown_at_once(credentials.settings, PAGE)
        token = credentials.secrets.get("access_token", "")
        self._line = Line(
            base=credentials.base,
            outside=outside,
            account=f"mastodon:{credentials.base}:{credentials.remote_id}",
            app=f"mastodon:{credentials.base}",
            headers={"Authorization": f"Bearer {token}"},
            secrets=tuple(credentials.secrets.values()),
            manners=MastodonManners(),
        )

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        return self._line.write(lambda talk: self._publish(talk, draft, key), progress=progress)

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        return self.publish(draft, key=key, progress=progress)

    def check(self, handle: str) -> Outcome:
        del handle  # nothing here is handed out: what takes long is waited for with `progress`
        return Refused(why=NOT_OFFERED)

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        del remote_id, thread_id
        return Refused(why=NOT_OFFERED)

    def block(self, author: str, *, said: str) -> Outcome:
        def keep_away(talk: Talk) -> Outcome:
            who = self._author(talk, author, said)
            return self._set_blocked(talk, who, "block") if who else Refused(why=NOBODY_THERE)

        return self._line.write(keep_away)

    def unblock(self, author: str, *, said: str) -> Outcome:
        def let_near(talk: Talk) -> Outcome:
            who = self._author(talk, author, said)
            return self._set_blocked(talk, who, "unblock") if who else Sent(remote_id="", url="")

        return self._line.write(let_near)

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        def take_down(talk: Talk) -> Outcome:
            # The last part first, so that what is left of a thread still makes sense.
            for one in (*reversed(part_ids), remote_id):
                answer = talk.prepare("DELETE", f"/api/v1/statuses/{one}", accept=(404, 405, 410))
                if not answer.is_success and not self._is_gone(talk, one):
                    return Refused(why=DELETES_NOTHING)
            return Sent(remote_id=remote_id, url="")

        return self._line.write(take_down)

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        del key
        return self._line.find(
            lambda talk: self._find(talk, draft, since, Progress.read(progress)), progress=progress
        )

    def read(self, cursor: str) -> Reading:
        return self._line.ask(lambda talk: self._read(talk, cursor))

    def search_posts(self, words: str, *, cursor: str) -> Reading:
        me, host = self._credentials.remote_id, self._credentials.base.partition("://")[2]
        return self._line.ask(lambda talk: searching.search(talk, words, cursor, me=me, host=host))

    def measure(self, remote_id: str) -> Measured:
        return self._line.ask(lambda talk: words.measured(self._status(talk, remote_id)))

    def fetch(self, remote_id: str) -> Draft:
        return self._line.ask(lambda talk: words.draft(self._status(talk, remote_id)))

    def who_am_i(self) -> Identity:
        return self._line.ask(self._who_am_i)

    def _publish(self, talk: Talk, draft: Draft, key: str) -> Outcome:
        done = Progress.read(talk.progress)
        opening = counting.as_said(draft, self.limits)
        if no := fitting.refusal(draft, self.limits, texts=(opening, *draft.thread)):
            return no
        visibility = "public"
        if draft.in_reply_to:
            parent = self._status(talk, draft.in_reply_to)
            # An answer is never seen by more people than the question.
            visibility = parent.visibility or visibility
            opening = self._with_mention(opening, parent)
        statuses = [self._status(talk, one) for one in done.parts]
        for number, text in enumerate((opening, *draft.thread)):
            if number < len(statuses):
                continue
            form: dict[str, object] = {"status": text, "visibility": visibility, "language": draft.language}
            if number == 0 and draft.pictures:
                done = self._pictures(talk, draft.pictures, done, key)
                form["media_ids"] = list(done.media)
            answered = statuses[-1].id if statuses else draft.in_reply_to
            if answered:
                form["in_reply_to_id"] = answered
            answer = talk.write(
                "POST",
                "/api/v1/statuses",
                json=form,
                headers={"Idempotency-Key": key if number == 0 else f"{key}-{number}"},
            )
            statuses.append(models.Status.model_validate_json(answer.content))
            done = Progress(parts=tuple(status.id for status in statuses))
            talk.settled(str(done))
        return words.sent(statuses)

    def _with_mention(self, text: str, parent: models.Status) -> str:
        name = f"@{parent.account.acct}"
        ours = self._credentials.remote_id and parent.account.id == self._credentials.remote_id
        return text if ours or name.lower() in text.lower() else f"{name} {text}"

    def _pictures(self, talk: Talk, pictures: Sequence[Picture], done: Progress, key: str) -> Progress:
        """Have every picture on the server and ready; raises Failed(Later) while it is working."""
        for number, picture in enumerate(pictures):
            known = done.media[number] if number < len(done.media) else ""
            ready = self._is_ready(talk, known) if known else None
            if ready is None:
                known, ready = self._upload(talk, picture, f"{key}-{number + 1}")
            done = replace(done, media=(*done.media[:number], known, *done.media[number + 1 :]))
            talk.settled(str(done))
            while not ready and talk.seconds_left() > NEARLY_OVER:
                time.sleep(BREATH)
                ready = self._is_ready(talk, known)
            if not ready:
                raise Failed(Later(why=PICTURE_IN_WORK, wait=PICTURE_PATIENCE))
        return done

    def _upload(self, talk: Talk, picture: Picture, mark: str) -> tuple[str, bool]:
        form = {"description": picture.alt, "focus": f"{picture.focus[0]:.2f},{picture.focus[1]:.2f}"}
        ending = picture.kind.rpartition("/")[2]
        # A name of its own: snac keeps one picture for each name and replaces it, published or not.
        name = f"{picture.name}-{hashlib.sha256(mark.encode()).hexdigest()[:16]}.{ending}"
        files = {"file": (name, picture.content, picture.kind)}
        answer = talk.prepare("POST", "/api/v2/media", accept=(404,), data=form, files=files)
        if answer.status_code == 404:  # servers of before 2021
            answer = talk.prepare("POST", "/api/v1/media", data=form, files=files)
        return models.Media.model_validate_json(answer.content).id, answer.status_code != 202

    def _is_ready(self, talk: Talk, media_id: str) -> bool | None:
        """Whether a picture can be used; None where the server no longer has it."""
        try:
            return talk.ask(f"/api/v1/media/{media_id}").status_code == 200
        except Gone:
            return None

    def _find(self, talk: Talk, draft: Draft, since: datetime, done: Progress) -> Found:
        mine, complete = self._own_latest(talk, since)
        known = {status.id: status for status in mine}
        statuses = [known.get(one) or self._status(talk, one) for one in done.parts]
        texts = (counting.as_said(draft, self.limits), *draft.thread)
        for number in range(len(statuses), len(texts)):
            alts = [picture.alt for picture in draft.pictures] if number == 0 else []
            target = statuses[-1].id if statuses else draft.in_reply_to
            text = texts[number]
            found = [s for s in mine if words.is_what_we_said(s, text, alts=alts, in_reply_to=target)]
            if not found:
                like = [
                    s for s in mine if words.is_nearly_what_we_said(s, text, alts=alts, in_reply_to=target)
                ]
                complete = complete and not like
                break
            statuses.append(found[-1])  # the oldest: a later one of the same words is another post
        if len(statuses) == len(texts):
            return words.sent(statuses)
        stands = str(Progress(parts=tuple(status.id for status in statuses), media=done.media))
        if not complete:
            return Unknown(why=STOPPED_HEARING, progress=stands)
        if statuses:
            return Later(why=PART_STANDS, progress=stands)
        return NotThere()

    def _own_latest(self, talk: Talk, since: datetime) -> tuple[list[models.Status], bool]:
        """Our own posts made since, newest first, and whether these are all of them."""
        me = self._credentials.remote_id or self._verify(talk).id
        found: dict[str, models.Status] = {}
        for _page in range(PAGES_BACK):
            query: dict[str, object] = {"limit": PAGE, "exclude_reblogs": "true"}
            if found:
                query["max_id"] = next(reversed(found))
            answer = talk.ask(f"/api/v1/accounts/{me}/statuses", params=query)
            now = self._outside.clock()
            begin = since + (rates.their_clock(answer, now=now) - now) - CLOCKS_APART
            page = _STATUSES.validate_json(answer.content)
            fresh = {status.id: status for status in page if status.id not in found}
            # The last one counts: a pinned old post may stand first. A server that knows no pages shows
            # the same again: then all have been seen only if it would have shown more.
            ended = not page or page[-1].created_at < begin or (not fresh and len(page) < self._at_once)
            found |= fresh
            if ended or not fresh:
                recent = [status for status in found.values() if status.created_at >= begin]
                return sorted(recent, key=lambda status: status.created_at, reverse=True), ended
        return list(found.values()), False

    def _read(self, talk: Talk, cursor: str) -> Reading:
        query: dict[str, object] = {"limit": PAGE, "types[]": "mention"}
        if cursor:
            query["min_id"] = cursor
        page = _NOTIFICATIONS.validate_json(talk.ask("/api/v1/notifications", params=query).content)
        # Some servers ignore `types`, `min_id` or the order.
        page.sort(key=lambda one: (one.created_at, len(one.id), one.id))
        me, name = self._credentials.remote_id, self._credentials.handle
        seen = [one.status for one in page if one.type == "mention" and one.status and one.account.id != me]
        threads = {"": ""}  # asked once for all answers to the same message
        for one in seen:
            if one.in_reply_to_id not in threads:
                threads[one.in_reply_to_id] = self._thread(talk, one)
        heard = [words.heard(one, me=me, handle=name, thread_id=threads[one.in_reply_to_id]) for one in seen]
        newest = page[-1].id if page else cursor
        return Reading(heard=tuple(heard), cursor=newest, more=bool(cursor) and len(page) >= PAGE)

    def _thread(self, talk: Talk, status: models.Status) -> str:
        """Our own post under which something was said, also when it answers another citizen."""
        me = self._credentials.remote_id
        try:
            answer = talk.ask(f"/api/v1/statuses/{status.id}/context")
            above = models.Context.model_validate_json(answer.content).ancestors
        except (Gone, NotReachable, ValueError):
            return ""  # the direct parent is good enough
        return next((one.id for one in above if one.account.id == me), "")

    def _author(self, talk: Talk, name: str, said: str) -> models.Account | None:
        """Whoever said it; by their name where what they said is gone."""
        try:
            return self._status(talk, said).account
        except Gone:
            answer = talk.ask("/api/v1/accounts/lookup", params={"acct": name}, accept={404, 410})
        return models.Account.model_validate_json(answer.content) if answer.is_success else None

    def _set_blocked(self, talk: Talk, who: models.Account, deed: str) -> Outcome:
        answer = talk.prepare("POST", f"/api/v1/accounts/{who.id}/{deed}", accept={403, 404, 405, 410})
        if answer.is_success:
            return Sent(remote_id=who.id, url=who.url)
        # Accounts connected before we asked for it go on publishing: only this is not theirs to do.
        if answer.status_code == 403 and "scope" in self._line.manners.words(answer).lower():
            return Refused(why=MAY_NOT_BLOCK)
        if answer.status_code == 403:
            raise talk.failed(answer)
        return Refused(why=BLOCKS_NOBODY)

    def _is_gone(self, talk: Talk, remote_id: str) -> bool:
        try:
            self._status(talk, remote_id)
        except Gone:
            return True
        return False

    def _status(self, talk: Talk, remote_id: str) -> models.Status:
        return models.Status.model_validate_json(talk.ask(f"/api/v1/statuses/{remote_id}").content)

    def _verify(self, talk: Talk) -> models.Account:
        answer = talk.ask(WHO)
        return models.Account.model_validate_json(answer.content)

    def _who_am_i(self, talk: Talk) -> Identity:
        account = self._verify(talk)
        settings = server.ask(talk)
        host = self._credentials.base.partition("://")[2]
        return Identity(
            remote_id=account.id,
            handle=f"{account.acct.partition('@')[0]}@{host}",
            name=account.display_name or account.acct,
            url=account.url,
            picture_url=account.avatar,
            software=f"{settings['software']} {settings.get('version', '')}".strip(),
            limits=server.limits(settings),
            settings=settings,
        )
