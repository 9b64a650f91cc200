"""One account on the practice network: every verb of the contract, and two ways of proof.

As a rule we choose each record's name, and a repeat is the same record. With the setting
`proof=search` nothing is named, and an unclear write is looked for among our own latest posts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pendopo.networks import fitting, rates
from pendopo.networks.contract import (
    Ability,
    Draft,
    Found,
    Identity,
    Later,
    Limits,
    Measured,
    NotThere,
    Outcome,
    Proof,
    Reading,
    Sent,
    Unknown,
)
from pendopo.networks.http import Line, Talk
from pendopo.networks.practice import border, words
from pendopo.networks.words import STOPPED_HEARING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pendopo.networks.connecting import Keep
    from pendopo.networks.contract import Credentials, Picture
    from pendopo.networks.http import Answer
    from pendopo.networks.outside import Outside

ROOT: Final = "/latihan/api"
PAGE: Final = 100
PAGES_SEARCHED: Final = 20
TOLERANCE: Final = timedelta(seconds=30)  # between what two clocks call the same instant

LIMITS: Final = Limits(
    text_max=500,
    link_takes_text=False,
    tags_take_text=False,
    pictures_max=4,
    picture_bytes_max=4_000_000,
    alt_text_max=1000,
    title_max=120,
    thread_parts_max=10,
    abilities=frozenset(Ability) - {Ability.EDIT, Ability.SEARCH_POSTS},
    proof=Proof.RECORD_KEY,
)
SEARCHED: Final = replace(LIMITS, proof=Proof.SEARCH)


def limits_for(settings: Mapping[str, str]) -> Limits:
    """Return what fits, which proof the account's settings chose, and how long it takes answers."""
    minutes = int(settings.get("reply_window") or 0)
    return replace(
        SEARCHED if settings.get("proof") == "search" else LIMITS,
        reply_window=timedelta(minutes=minutes) if minutes else None,
    )


class PracticeConnector:
    """One account on the practice network."""

    def __init__(self, credentials: Credentials, outside: Outside, keep: Keep) -> None:
        del keep  # a practice token never changes
        self.limits = limits_for(credentials.settings)
        self._named = self.limits.proof is Proof.RECORD_KEY
        token = credentials.secrets.get("token", "")
        self._line = Line(
            base=credentials.base,
            outside=outside,
            account=f"practice:{credentials.base}:{credentials.remote_id or credentials.handle}",
            headers={"Authorization": f"Bearer {token}"},
            secrets=(token,),
        )

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Say it, and the rest of its thread below it."""
        return self._line.write(lambda talk: self._publish(talk, draft, key, progress), progress=progress)

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Answer somebody: a post in its place."""
        return self.publish(draft, key=key, progress=progress)

    def check(self, handle: str) -> Outcome:
        """Ask after every part the network was still working on."""
        return self._line.write(lambda talk: self._check(talk, handle))

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        """Look by name, or through our own latest posts where nothing has a name."""
        if self._named:
            return self._line.find(lambda talk: self._find_by_key(talk, draft, key), progress=progress)
        return self._line.find(lambda talk: self._search(talk, draft, since, progress), progress=progress)

    def read(self, cursor: str) -> Reading:
        """What was said to this account after the cursor."""
        return self._line.ask(lambda talk: self._read(talk, cursor))

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Take an answer out of sight."""
        del thread_id
        return self._line.write(lambda talk: self._set_hidden(talk, "PUT", remote_id))

    def show(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Let a hidden answer be seen again."""
        del thread_id
        return self._line.write(lambda talk: self._set_hidden(talk, "DELETE", remote_id))

    def block(self, author: str, *, said: str) -> Outcome:
        """Keep a citizen away from this account."""
        del said  # names never change hands here
        return self._line.write(lambda talk: self._set_blocked(talk, "PUT", author))

    def unblock(self, author: str, *, said: str) -> Outcome:
        """Let a citizen come near again."""
        del said
        return self._line.write(lambda talk: self._set_blocked(talk, "DELETE", author))

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        """Take our post down, the last part of a thread first."""
        return self._line.write(lambda talk: self._delete(talk, [*reversed(part_ids), remote_id]))

    def measure(self, remote_id: str) -> Measured:
        """Count what people did with a post."""
        return self._line.ask(
            lambda talk: words.measured(
                border.Stats.model_validate_json(talk.ask(f"{_post(remote_id)}/stats").content)
            )
        )

    def fetch(self, remote_id: str) -> Draft:
        """What stands there now."""
        return self._line.ask(
            lambda talk: words.standing(border.Post.model_validate_json(talk.ask(_post(remote_id)).content))
        )

    def who_am_i(self) -> Identity:
        """Whose token it is."""
        return self._line.ask(
            lambda talk: words.identity(border.Me.model_validate_json(talk.ask(f"{ROOT}/me").content))
        )

    def call_us_at(self, url: str, *, secret: str) -> Outcome:
        """Be called when somebody says something to this account."""
        return self._line.write(lambda talk: self._call_us_at(talk, url, secret))

    def _call_us_at(self, talk: Talk, url: str, secret: str) -> Outcome:
        talk.prepare("PUT", f"{ROOT}/webhook", json={"url": url, "secret": secret})
        return Sent(remote_id="", url=url)

    def _publish(self, talk: Talk, draft: Draft, key: str, progress: str) -> Outcome:
        if no := fitting.refusal(draft, self.limits, texts=(draft.text, *draft.thread)):
            return no
        # A named record is simply said again; without names what stands must not be repeated.
        ids = [] if self._named else [*standing(progress)]
        first_url, wait = "", 0.0
        for number, text in enumerate((draft.text, *draft.thread)):
            if number < len(ids):
                continue
            pictures = self._upload(talk, draft.pictures, key) if number == 0 else []
            said = words.body(
                draft,
                text=text,
                pictures=pictures,
                in_reply_to=ids[-1] if ids else draft.in_reply_to,
                first=number == 0,
            )
            answer = self._say(talk, said, key if number == 0 else f"{key}.{number}")
            if answer.status_code == 202:
                working = border.Working.model_validate_json(answer.content)
                ids.append(working.handle)
                wait = max(wait, working.wait_seconds)
            else:
                post = border.Post.model_validate_json(answer.content)
                ids.append(post.id)
                first_url = first_url if number else post.url
            talk.settled(" ".join(ids))
        if wait:
            handle = " ".join(ids)
            return Later(why=words.STILL_WORKING, wait=timedelta(seconds=wait), handle=handle)
        if not first_url:
            first_url = border.Post.model_validate_json(talk.ask(_post(ids[0])).content).url
        return Sent(remote_id=ids[0], url=first_url, part_ids=tuple(ids[1:]))

    def _say(self, talk: Talk, said: dict[str, object], key: str) -> Answer:
        if self._named:
            return talk.write("PUT", _post(key), json=said)
        return talk.write("POST", f"{ROOT}/posts", json=said, headers={"X-Trace": key})

    def _upload(self, talk: Talk, pictures: Sequence[Picture], key: str) -> list[dict[str, str]]:
        said = []
        for number, picture in enumerate(pictures, start=1):
            path = f"{ROOT}/media/{quote(f'{key}-{number}', safe='')}"
            answer = talk.prepare(
                "PUT", path, content=picture.content, headers={"Content-Type": picture.kind}
            )
            media = border.Media.model_validate_json(answer.content)
            said.append({"media_id": media.id, "alt": picture.alt})
        return said

    def _check(self, talk: Talk, handle: str) -> Outcome:
        posts = []
        for one in standing(handle):
            job = border.Job.model_validate_json(talk.ask(f"{ROOT}/jobs/{quote(one, safe='')}").content)
            if job.post is None:
                wait = timedelta(seconds=job.wait_seconds)
                return Later(why=words.STILL_WORKING, wait=wait, handle=handle)
            posts.append(job.post)
        return _sent(posts)

    def _find_by_key(self, talk: Talk, draft: Draft, key: str) -> Found:
        found: list[border.Post] = []
        working: list[str] = []
        wait = 0.0
        for number in range(1 + len(draft.thread)):
            name = quote(key if number == 0 else f"{key}.{number}", safe="")
            answer = talk.ask(f"{ROOT}/posts/by-key/{name}", accept={404, 410})
            match answer.status_code:
                case 404 | 410 if number == 0:
                    return NotThere()
                case 404 | 410:
                    return Later(why=words.PART_IS_MISSING, progress=" ".join(post.id for post in found))
                case 202:
                    told = border.Working.model_validate_json(answer.content)
                    working.append(told.handle)
                    wait = max(wait, told.wait_seconds)
                case _:
                    post = border.Post.model_validate_json(answer.content)
                    found.append(post)
                    working.append(post.id)
        if wait:
            handle = " ".join(working)
            return Later(why=words.STILL_WORKING, wait=timedelta(seconds=wait), handle=handle)
        return _sent(found)

    def _search(self, talk: Talk, draft: Draft, since: datetime, progress: str) -> Found:
        ours, complete = self._latest(talk, since)
        by_id = {post.id: post for post in ours}
        found = [by_id[one] for one in standing(progress) if one in by_id]
        for number, text in enumerate((draft.text, *draft.thread)):
            if number < len(found):
                continue
            title = draft.title if number == 0 else ""
            above = found[-1].id if found else draft.in_reply_to
            # The oldest that fits: a later one with the same words may be another delivery's.
            match = next(
                (p for p in reversed(ours) if words.same(p, text=text, title=title, in_reply_to=above)), None
            )
            if match is None:
                stands = " ".join(post.id for post in found)
                if not complete:
                    return Unknown(why=STOPPED_HEARING, progress=stands)
                return Later(why=words.PART_IS_MISSING, progress=stands) if found else NotThere()
            found.append(match)
        return _sent(found)

    def _latest(self, talk: Talk, since: datetime) -> tuple[list[border.Post], bool]:
        """Our own posts since then, newest first, and whether these are all of them.

        `since` is put on the network's clock.
        """
        ours: list[border.Post] = []
        before = ""
        for _page in range(PAGES_SEARCHED):
            answer = talk.ask(f"{ROOT}/posts", params={"limit": PAGE, "before": before})
            now = self._line.outside.clock()
            earliest = since + (rates.their_clock(answer, now=now) - now) - TOLERANCE
            posts = border.Posts.model_validate_json(answer.content).posts
            ours += [post for post in posts if post.created_at >= earliest]
            if len(posts) < PAGE or posts[-1].created_at < earliest:
                return ours, True
            before = posts[-1].id
        return ours, False

    def _read(self, talk: Talk, cursor: str) -> Reading:
        answer = talk.ask(f"{ROOT}/notifications", params={"after": cursor, "limit": PAGE})
        page = border.Notices.model_validate_json(answer.content)
        return Reading(
            heard=tuple(words.heard(notice) for notice in page.notices), cursor=page.cursor, more=page.more
        )

    def _set_hidden(self, talk: Talk, method: str, remote_id: str) -> Outcome:
        answer = talk.prepare(method, f"{_post(remote_id)}/hidden")
        return Sent(remote_id=remote_id, url=border.Post.model_validate_json(answer.content).url)

    def _set_blocked(self, talk: Talk, method: str, author: str) -> Outcome:
        talk.prepare(method, f"{ROOT}/blocked/{quote(author, safe='')}")
        return Sent(remote_id=author, url="")

    def _delete(self, talk: Talk, ids: Sequence[str]) -> Outcome:
        for one in ids:
            talk.prepare("DELETE", _post(one), accept={404, 410})
        return Sent(remote_id=ids[-1], url="")


def _post(name: str) -> str:
    return f"{ROOT}/posts/{quote(name, safe='')}"


def standing(progress: str) -> tuple[str, ...]:
    """The parts of a thread that stand, or are still worked on."""
    return tuple(progress.split())


def _sent(posts: Sequence[border.Post]) -> Sent:
    first, *rest = posts
    return Sent(
        remote_id=first.id,
        url=first.url,
        part_ids=tuple(post.id for post in rest),
        sent_at=first.created_at,
    )
