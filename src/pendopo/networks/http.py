"""The one way out of the house: every request to a network goes through a `Line`.

A connector call is one `Talk` with one budget of time; no request begins after its end and none
outlasts it, so a row leased for longer than the budget can safely be taken over. What a failed
request means is decided here, once, towards not posting twice:

    def publish(self, draft, *, key, progress=""):
        return self._line.write(lambda talk: self._publish(talk, draft, key))
    ...
    answer = talk.write("POST", "/api/v1/statuses", json={...})   # visible to the public
    answer = talk.prepare("POST", "/api/v2/media", files={...})   # leaves nothing visible
    answer = talk.ask("/api/v1/statuses/9")                       # only a question
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

import httpx

from pendopo.networks import answers, rates, words
from pendopo.networks.contract import (
    Found,
    Gone,
    Later,
    NotReachable,
    Outcome,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.outside import CheckedTransport, NotAllowed, OutOfTime, Outside, TooLarge

__all__ = ["Answer", "Failed", "Line", "Manners", "Outside", "Talk"]

Answer = httpx.Response
T = TypeVar("T")

LEAST_FOR_A_WRITE: Final = 2.0  # seconds; with less a write would only end in doubt
KEPT_FOR_WRITES: Final = 10  # so many calls are not used up by questions


class Failed(Exception):
    """A write did not end in `Sent`; `outcome` says how it did end."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


class Manners:
    """How a network speaks. A network overrides what it says otherwise than most."""

    def words(self, answer: Answer) -> str:
        """The network's own explanation, from the usual places of a JSON answer."""
        try:
            said = answer.json()
        except (ValueError, RecursionError):  # the latter from lists in lists without end
            return ""
        found = (
            (said.get(name) for name in ("error_description", "message", "error"))
            if isinstance(said, dict)
            else ()
        )
        return next((text for text in found if isinstance(text, str) and text), "")

    def meaning(self, answer: Answer) -> Outcome | None:
        """What an answer to a request means here, or None for what it means everywhere."""
        del answer
        return None

    def renewed(self, talk: Talk, answer: Answer) -> Mapping[str, str] | None:
        """New headers to say it again with, where the answer only said that a token grew old.

        Raises Failed(Later) when a new token could not be had just now.
        """
        del talk, answer
        return None

    def is_for_everyone(self, answer: Answer) -> bool:
        """Whether a limit that was reached counts for the app and not just for this account."""
        del answer
        return False


@dataclass(frozen=True, kw_only=True)
class Line:
    """The way to one server for one account. Its headers go to that server only.

    `account` and `app` name the two scopes in which calls are counted.
    """

    base: str
    outside: Outside
    account: str
    app: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Collection[str] = field(default=(), repr=False)
    manners: Manners = field(default_factory=Manners)

    def talk(self, *, budget: float | None = None) -> Talk:
        """Begin one connector call."""
        return Talk(self, time.monotonic() + (self.outside.budget_seconds if budget is None else budget))

    def write(self, work: Callable[[Talk], Outcome], *, progress: str = "") -> Outcome:
        """Do the work of one write; whatever goes wrong becomes one of the four answers."""
        talk = self.talk()
        talk.progress = progress
        try:
            return work(talk)
        except Failed as failed:
            outcome = failed.outcome
        except (NotReachable, ReconnectNeeded, Gone, ValueError) as error:
            # ValueError: an answer that is not what it should be (pydantic's errors are ValueErrors).
            outcome = Unknown(why=words.STOPPED_HEARING) if talk.in_doubt else answers.around_a_write(error)
        if talk.progress and not isinstance(outcome, Sent):
            outcome = replace(outcome, progress=talk.progress)
        return outcome

    def ask(self, work: Callable[[Talk], T]) -> T:
        """Do the work of one question; an answer that can't be understood is no usable answer."""
        try:
            return work(self.talk())
        except ValueError as error:
            raise NotReachable(words.ANSWER_NOT_USABLE) from error
        except Failed as failed:
            raise answers.as_question(failed.outcome) from failed

    def find(self, work: Callable[[Talk], Found], *, progress: str = "") -> Found:
        """Look for a write. Raises NotReachable or ReconnectNeeded where nobody could look."""
        try:
            found = self.ask(work)
        except Gone:
            # What it was to stand under is gone: whether it once stood there only a person can tell.
            found = Unknown(why=words.NOT_THERE)
        if isinstance(found, Unknown) and not found.progress:
            found = replace(found, progress=progress)
        return found

    def scopes(self) -> Sequence[str]:
        """Where a call is counted."""
        return (self.account, self.app) if self.app else (self.account,)

    def without_secrets(self, text: str) -> str:
        """The text with everything secret taken out."""
        for secret in self.secrets:
            if secret:
                text = text.replace(secret, "•••")
        return text


class Talk:
    """One connector call: some requests to one server within one budget of time.

    `in_doubt` is true from the moment a visible write may have arrived until the connector says
    that it is `settled`. `progress` is what the house has to hand back when it goes on.
    """

    def __init__(self, line: Line, deadline: float) -> None:
        self.line = line
        self.deadline = deadline
        self.in_doubt = False
        self.progress = ""

    def settled(self, progress: str = "") -> None:
        """The last write's end is known; `progress` names what stands by now."""
        self.in_doubt = False
        self.progress = progress or self.progress

    def seconds_left(self) -> float:
        """What is left of the budget."""
        return self.deadline - time.monotonic()

    def ask(self, url: str, *, method: str = "GET", accept: Collection[int] = (), **request: Any) -> Answer:
        """Ask a question. Raises NotReachable, ReconnectNeeded or Gone."""
        wait = self._take(leave=KEPT_FOR_WRITES)
        if wait is not None:
            raise NotReachable(words.TOO_MANY, wait)
        try:
            answer = self._follow(method, url, request)
            if fresh := self.line.manners.renewed(self, answer):
                headers = {**(request.get("headers") or {}), **fresh}
                answer = self._follow(method, url, {**request, "headers": headers})
        except NotAllowed as error:
            raise NotReachable(words.NO_OUTSIDE) from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise NotReachable(answers.why(error)) from None
        if answer.is_success or answer.status_code in accept:
            return answer
        raise self.no(answer)

    def write(self, method: str, url: str, *, accept: Collection[int] = (), **request: Any) -> Answer:
        """Say something the public can see. Raises Failed with what is known about its end."""
        return self._say(method, url, accept, request, visible=True)

    def prepare(self, method: str, url: str, *, accept: Collection[int] = (), **request: Any) -> Answer:
        """Send something nobody sees yet (a picture, a log-in): doing it twice does no harm."""
        return self._say(method, url, accept, request, visible=False)

    def failed(self, answer: Answer) -> Failed:
        """To raise for an answer that was accepted first and then found to be a no."""
        self.in_doubt = False
        return Failed(self._meaning(answer))

    def send(self, method: str, url: str, **request: Any) -> Answer:
        """One request, one answer of any status; raises httpx.TransportError. No redirects."""
        return self._send(self._build(method, url, request))

    def _say(
        self, method: str, url: str, accept: Collection[int], request: dict[str, Any], *, visible: bool
    ) -> Answer:
        wait = self._take()
        if wait is not None:
            raise Failed(Later(why=words.TOO_MANY, wait=wait))
        if self.seconds_left() < LEAST_FOR_A_WRITE:
            raise Failed(Later(why=words.OUT_OF_TIME))
        before, self.in_doubt = self.in_doubt, self.in_doubt or visible
        try:
            answer = self.send(method, url, **request)
            if fresh := self.line.manners.renewed(self, answer):
                headers = {**(request.get("headers") or {}), **fresh}
                answer = self.send(method, url, **{**request, "headers": headers})
        except Failed:
            self.in_doubt = before
            raise
        except (httpx.TransportError, httpx.InvalidURL) as error:
            outcome = answers.after_silence(error)
        else:
            if answer.is_success or answer.status_code in accept:
                return answer
            outcome = self._meaning(answer)
        if not visible and isinstance(outcome, Unknown):
            outcome = Later(why=outcome.why)
        if not isinstance(outcome, Unknown):
            self.in_doubt = before
        raise Failed(outcome)

    def _meaning(self, answer: Answer) -> Outcome:
        own = self.line.manners.meaning(answer)
        return own or answers.after_answer(answer, said=self._said(answer), wait=self._closed_for(answer))

    def no(self, answer: Answer) -> Exception:
        """To raise for a question that was answered with anything but success."""
        outcome = self.line.manners.meaning(answer)
        status = answer.status_code
        if status == 401 or (isinstance(outcome, Refused) and outcome.reconnect):
            return ReconnectNeeded(words.RECONNECT)
        if status in {404, 410}:
            return Gone(words.NOT_THERE)
        if status == 429:
            return NotReachable(words.TOO_MANY, self._closed_for(answer))
        if status >= 500:
            now = self.line.outside.clock()
            return NotReachable(words.NOT_REACHED, rates.retry_after(answer, now=now))
        if status in answers.REDIRECTS:
            return NotReachable(words.MOVED)
        return NotReachable(
            words.quoting(words.FORBIDDEN if status == 403 else words.NOT_ACCEPTED, self._said(answer))
        )

    def _follow(self, method: str, url: str, request: dict[str, Any]) -> Answer:
        built = self._build(method, url, request)
        for _hop in range(self.line.outside.redirects_max + 1):
            answer = self._send(built)
            if answer.status_code not in answers.REDIRECTS or method not in {"GET", "HEAD"}:
                return answer
            target = built.url.join(answer.headers.get("Location", ""))
            # `_build` judges the new address like the first; strangers get none of our headers.
            ours = _origin(target) == _origin(httpx.URL(self.line.base))
            built = self._build(method, str(target), {"headers": request.get("headers")} if ours else {})
        return answer

    def _build(self, method: str, url: str, request: dict[str, Any]) -> httpx.Request:
        outside = self.line.outside
        base = httpx.URL(self.line.base)
        target = base.join(url) if "://" in url else httpx.URL(self.line.base.rstrip("/") + url)
        if target.scheme not in {"http", "https"} or not target.host or target.userinfo:
            raise httpx.UnsupportedProtocol(words.NO_ADDRESS)
        if target.scheme == "http" and not outside.allows(target):
            raise httpx.UnsupportedProtocol(words.ONLY_HTTPS)
        ours = {"User-Agent": outside.user_agent, "Accept": "application/json", "Connection": "close"}
        if _origin(target) == _origin(base):
            ours |= self.line.headers
        headers = httpx.Headers(ours)
        headers.update(request.get("headers") or {})
        rest = {name: value for name, value in request.items() if name != "headers"}
        return httpx.Request(method, target, headers=headers, **rest)

    def _send(self, request: httpx.Request) -> Answer:
        outside = self.line.outside
        left = self.seconds_left()
        if left <= 0:
            raise OutOfTime(words.OUT_OF_TIME)
        request.extensions = {
            **request.extensions,
            "deadline": self.deadline,
            "timeout": {
                "connect": min(outside.connect_seconds, left),
                "read": min(outside.read_seconds, left),
                "write": min(outside.read_seconds, left),
                "pool": 1.0,
            },
        }
        transport = outside.transport or CheckedTransport(outside)
        heard = transport.handle_request(request)
        heard.request = request
        try:
            answer = _read_whole(heard, at_most=outside.answer_bytes_max)
        finally:
            heard.close()
        self._learn(answer)
        return answer

    def _take(self, *, leave: int = 0) -> Any:
        outside = self.line.outside
        return outside.rates.take(self.line.scopes(), now=outside.clock(), leave=leave)

    def _learn(self, answer: Answer) -> None:
        outside, line = self.line.outside, self.line
        now = outside.clock()
        scope = line.app if line.app and line.manners.is_for_everyone(answer) else line.account
        if answer.status_code == 429:
            outside.rates.learn(scope, left=0, until=now + rates.closed_for(answer, now=now), now=now)
        elif known := rates.remaining(answer, now=now):
            outside.rates.learn(scope, left=known[0], until=known[1], now=now)

    def _closed_for(self, answer: Answer) -> Any:
        return rates.closed_for(answer, now=self.line.outside.clock())

    def _said(self, answer: Answer) -> str:
        return self.line.without_secrets(self.line.manners.words(answer))


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _read_whole(heard: httpx.Response, *, at_most: int) -> Answer:
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in heard.iter_bytes():
            size += len(piece)
            if size > at_most:
                raise TooLarge(str(at_most))
            pieces.append(piece)
    except httpx.DecodingError as error:
        raise httpx.ReadError(str(error)) from None
    unpacked = {"content-encoding", "content-length", "transfer-encoding"}
    headers = [(name, value) for name, value in heard.headers.multi_items() if name.lower() not in unpacked]
    return httpx.Response(heard.status_code, headers=headers, content=b"".join(pieces), request=heard.request)
