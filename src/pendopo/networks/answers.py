"""What a request means that did not simply succeed, decided once, towards not posting twice."""

from __future__ import annotations

from typing import Any, Final

import httpx

from pendopo.networks import words
from pendopo.networks.contract import Gone, Later, NotReachable, Outcome, ReconnectNeeded, Refused, Unknown
from pendopo.networks.outside import NotAllowed, OutOfTime, TooLarge

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
UNUSABLE: Final = (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError)


def after_silence(error: Exception) -> Outcome:
    """What a write means that got no answer."""
    match error:
        case NotAllowed():
            return Refused(why=words.NO_OUTSIDE)
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError():
            return Refused(why=why(error))
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.PoolTimeout() | OutOfTime():
            return Later(why=why(error))
        case TooLarge():
            return Unknown(why=words.NOT_UNDERSTOOD)
        case _:
            return Unknown(why=words.STOPPED_HEARING)


def after_answer(answer: httpx.Response, *, said: str = "", wait: Any = None) -> Outcome:
    """What a write means that was answered with anything but success."""
    status = answer.status_code
    if status == 401:
        return Refused(why=words.RECONNECT, reconnect=True)
    if status == 429:
        return Later(why=words.TOO_MANY, wait=wait)
    if status == 425:
        return Later(why=words.NOT_REACHED)
    if status in REDIRECTS:
        return Refused(why=words.MOVED)
    # 408 comes from a server that may have read all of it; 409 tells that something is there.
    if status >= 500 or status < 400 or status in {408, 409}:
        return Unknown(why=words.FAILED_WHILE_ANSWERING)
    if status in {404, 410}:
        return Refused(why=words.quoting(words.NOT_THERE, said))
    return Refused(why=words.quoting(words.FORBIDDEN if status == 403 else words.NOT_ACCEPTED, said))


def around_a_write(error: Exception) -> Outcome:
    """What a question that failed means for the write it was to prepare: nothing was sent."""
    match error:
        case ReconnectNeeded():
            return Refused(why=words.RECONNECT, reconnect=True)
        case Gone():
            return Refused(why=words.NOT_THERE)
        case NotReachable(wait=wait):
            return Later(why=str(error), wait=wait)
        case _:
            return Later(why=words.ANSWER_NOT_USABLE)


def as_question(outcome: Outcome) -> Exception:
    match outcome:
        case Refused(reconnect=True):
            return ReconnectNeeded(words.RECONNECT)
        case Later(why=why, wait=wait):
            return NotReachable(why, wait)
        case Refused(why=why) | Unknown(why=why):
            return NotReachable(why)
        case _:
            return NotReachable(words.ANSWER_NOT_USABLE)


def why(error: Exception) -> str:
    if isinstance(error, httpx.UnsupportedProtocol) and str(error) == words.ONLY_HTTPS:
        return words.ONLY_HTTPS
    if isinstance(error, UNUSABLE):
        return words.NO_ADDRESS
    return words.OUT_OF_TIME if isinstance(error, OutOfTime) else words.NOT_REACHED
