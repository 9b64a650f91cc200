"""The practice network's API: one set of answers, given by the page's server and by the hostile one.

No Django and no sockets here: a request comes in as `Asked` and leaves as `Reply`; who carries them,
and what becomes of the connection (`Reply.fate`), is the carrier's business.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from pendopo.practice import moods as dice
from pendopo.practice import shapes
from pendopo.practice.moods import Fate
from pendopo.practice.world import IsBlocked, Kept, NoSuchThing, WasDeleted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from pendopo.practice.world import World

KEY = re.compile(r"^[A-Za-z0-9._:~-]{1,128}$")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `path` is what follows the API's root, header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def token(self) -> str:
        """The bearer token, empty without one."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, and what becomes of it on the way."""

    status: int
    shape: BaseModel | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fate: Fate = Fate.ANSWERED

    @property
    def body(self) -> bytes:
        """The answer as JSON."""
        return b"" if self.shape is None else self.shape.model_dump_json().encode()


def problem(status: int, error: str, message: str, **headers: str) -> Reply:
    """Say why not."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, shapes.Problem(error=error, message=message), named)


UNAUTHORIZED = problem(
    401, "unauthorized", "The token is missing, wrong or revoked.", WWW_Authenticate="Bearer"
)
NOT_FOUND = problem(404, "not_found", "There is nothing here.")
TOO_LATE = problem(422, "window_closed", "It is too late to answer this.")
GONE = problem(410, "gone", "This was taken down.")
BLOCKED = problem(403, "blocked", "This account has blocked you.")
FAILED = problem(500, "failed", "The network stumbled.")


def answer(world: World | None, asked: Asked, *, now: datetime) -> Reply:
    """Answer one request the way the account's moods have it; `world` is None for a wrong token."""
    if world is None:
        return UNAUTHORIZED
    if asked.path.startswith("/control/"):
        return _try(lambda: _control(world, asked, now))
    moods = world.moods()
    if moods.revoked:
        return UNAUTHORIZED
    end = Fate.ANSWERED
    if asked.method != "GET" or moods.reads_too:
        turn = world.turn(asked.method, asked.path)
        end = dice.fate(moods, method=asked.method, path=asked.path, turn=turn)
    if end is Fate.TOO_MANY:
        return problem(429, "too_many", "Slow down.", Retry_After=str(moods.retry_after))
    if end is Fate.FAIL_BEFORE:
        return replace(FAILED, fate=end)
    if end is Fate.DROP_BEFORE:
        return Reply(500, fate=end)
    reply = _try(lambda: _route(world, asked, moods, now))
    if end is Fate.FAIL_AFTER:
        reply = replace(FAILED, fate=end)
    elif end is not Fate.ANSWERED:
        reply = replace(reply, fate=end)
    if moods.clock_skew_seconds:
        reply = _drifted(reply, timedelta(seconds=moods.clock_skew_seconds), now)
    return reply


def _try(work: Callable[[], Reply]) -> Reply:
    try:
        return work()
    except NoSuchThing:
        return NOT_FOUND
    except WasDeleted:
        return GONE
    except IsBlocked:
        return BLOCKED
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, "invalid", f"{where}: {first['msg']}".strip(": "))


def _drifted(reply: Reply, skew: timedelta, now: datetime) -> Reply:
    shape = reply.shape
    if isinstance(shape, shapes.Post):
        shape = shape.model_copy(update={"created_at": shape.created_at + skew})
    elif isinstance(shape, shapes.Posts):
        moved = tuple(post.model_copy(update={"created_at": post.created_at + skew}) for post in shape.posts)
        shape = shapes.Posts(posts=moved)
    headers = {**reply.headers, "Date": format_datetime(now + skew, usegmt=True)}
    return replace(reply, shape=shape, headers=headers)


def _page(asked: Asked) -> int:
    number = asked.query.get("limit", "20")
    return max(1, min(int(number), shapes.PAGE_MAX)) if number.isdecimal() else 20


def _shown(kept: Kept, now: datetime) -> Reply:
    """Show a post, or say that the network is still working on it."""
    left = (kept.ready_at - now).total_seconds()
    if left > 0:
        return Reply(202, shapes.Working(handle=kept.post.id, wait_seconds=left))
    return Reply(201 if kept.fresh else 200, kept.post)


def _route(world: World, asked: Asked, moods: shapes.Moods, now: datetime) -> Reply:
    match asked.method, asked.path.strip("/").split("/"):
        case "GET", ["me"]:
            return Reply(200, world.me())
        case "GET", ["posts"]:
            before = asked.query.get("before", "")
            return Reply(
                200, shapes.Posts(posts=tuple(world.latest(limit=_page(asked), before=before, now=now)))
            )
        case "POST", ["posts"]:
            return _put(world, asked, asked.headers.get("idempotency-key", ""), moods, now)
        case "PUT", ["posts", key]:
            return _put(world, asked, key, moods, now)
        case "GET", ["posts", "by-key", key]:
            return _shown(world.post_by_key(key), now)
        case "GET", ["posts", post_id]:
            return _shown(world.post(post_id), now)
        case "DELETE", ["posts", post_id]:
            world.remove(post_id, now=now)
            return Reply(204)
        case "GET", ["posts", post_id, "answers"]:
            return Reply(200, shapes.Posts(posts=tuple(world.answers(post_id))))
        case "GET", ["posts", post_id, "stats"]:
            return Reply(200, world.stats(post_id))
        case "PUT" | "DELETE", ["posts", post_id, "hidden"]:
            return Reply(200, world.set_hidden(post_id, hidden=asked.method == "PUT"))
        case "PUT" | "DELETE", ["blocked", handle]:
            world.set_blocked(handle, blocked=asked.method == "PUT")
            return Reply(204)
        case "PUT", ["media", key]:
            return _picture(world, asked, key, now)
        case "GET", ["notifications"]:
            return Reply(200, world.notices(after=asked.query.get("after", ""), limit=_page(asked)))
        case "GET", ["jobs", handle]:
            return _job(world, handle, now)
        case "PUT", ["webhook"]:
            world.set_webhook(shapes.Webhook.model_validate_json(asked.body))
            return Reply(204)
        case "DELETE", ["webhook"]:
            world.set_webhook(shapes.Webhook())
            return Reply(204)
    return NOT_FOUND


def _put(world: World, asked: Asked, key: str, moods: shapes.Moods, now: datetime) -> Reply:
    if key and not KEY.match(key):
        return problem(422, "invalid", "key: at most 128 letters, digits and . _ : ~ -")
    new = shapes.NewPost.model_validate_json(asked.body)
    trace = asked.headers.get("x-trace", "")[:128]
    if _is_too_late(world, new, key, moods, now):
        return TOO_LATE
    slow = dice.is_slow(moods, key=key or trace or new.text)
    ready_at = now + timedelta(seconds=moods.slow_seconds) if slow else now
    return _shown(world.put_post(key=key, new=new, trace=trace, now=now, ready_at=ready_at), now)


def _is_too_late(world: World, new: shapes.NewPost, key: str, moods: shapes.Moods, now: datetime) -> bool:
    """Whether a citizen's words are too old to be answered; an answer that stands is simply said again."""
    if not moods.reply_window_minutes or not new.in_reply_to:
        return False
    with suppress(NoSuchThing, WasDeleted):
        world.post_by_key(key)
        return False
    above = world.post(new.in_reply_to).post
    return not above.ours and now - above.created_at > timedelta(minutes=moods.reply_window_minutes)


def _picture(world: World, asked: Asked, key: str, now: datetime) -> Reply:
    kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not KEY.match(key):
        return problem(422, "invalid", "key: at most 128 letters, digits and . _ : ~ -")
    if kind not in shapes.PICTURE_KINDS:
        return problem(415, "kind", "Send a JPEG, PNG or WebP picture.")
    if len(asked.body) > shapes.PICTURE_BYTES_MAX:
        return problem(413, "too_large", f"A picture may have {shapes.PICTURE_BYTES_MAX} bytes.")
    if picture_kind(asked.body) != kind:
        return problem(422, "invalid", "These bytes are not the picture they claim to be.")
    return Reply(201, world.put_media(key=key, kind=kind, content=asked.body, now=now))


def picture_kind(content: bytes) -> str:
    """Tell a picture's kind by its first bytes, '' for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""


def _job(world: World, handle: str, now: datetime) -> Reply:
    kept = world.post(handle)
    left = (kept.ready_at - now).total_seconds()
    if left > 0:
        return Reply(200, shapes.Job(state="working", wait_seconds=left))
    return Reply(200, shapes.Job(state="done", post=kept.post))


def _control(world: World, asked: Asked, now: datetime) -> Reply:
    """Answer whoever steers the practice; never subject to the moods itself."""
    match asked.method, asked.path.strip("/").split("/")[1:]:
        case "GET", ["moods"]:
            return Reply(200, world.moods())
        case "PUT", ["moods"]:
            moods = shapes.Moods.model_validate_json(asked.body or b"{}")
            world.set_moods(moods)
            return Reply(200, moods)
        case "POST", ["comments"]:
            return Reply(201, world.comment(shapes.NewComment.model_validate_json(asked.body), now=now))
        case "GET", ["posts"]:
            return Reply(200, counted(world.accepted()))
        case "GET", ["blocked"]:
            return Reply(200, shapes.Blocked(handles=tuple(world.blocked())))
    return NOT_FOUND


def counted(accepted: Sequence[shapes.Accepted]) -> shapes.AcceptedPosts:
    """Count what was accepted, and what was accepted twice."""
    twice = sum(len(one.ids) > 1 for one in accepted)
    return shapes.AcceptedPosts(total=len(accepted), twice=twice, posts=tuple(accepted))
