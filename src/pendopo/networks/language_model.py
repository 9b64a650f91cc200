"""A language model that writes drafts, at any address that speaks OpenAI's API; asked over the one way out.

It is no network: nothing is published through it, it is given no tools, and what it answers is text held to a
schema. What leaves has been covered by whoever asks. Every answer is one of two: `Said`, or `Silent` with its
reason; a redirect is never followed, and an answer that is too large or no JSON is no answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pendopo.networks import words
from pendopo.networks.contract import Later, Outcome, Refused
from pendopo.networks.http import Answer, Failed, Line, Outside

SECONDS: Final = 120  # a small machine writes a few words a second
ANSWER_BYTES: Final = 200_000
QUESTION_SECONDS: Final = 10
A_MOMENT: Final = 1.0
# What servers take for "answer in this shape" differs; the one that was taken is tried first from then on.
SHAPES: Final = ("json_schema", "json_object with schema", "json_object")
NOT_THAT_SHAPE: Final = frozenset({400, 422, 501})
# llama-cpp-python calls its own "no" to a shape a failure; a failure that does not name the shape is one.
BROKEN: Final = 500
NAMED: Final = b"response_format"
THOUGHTS: Final = re.compile(r"\A.*</think>", re.DOTALL)
FENCE: Final = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)


class Why(StrEnum):
    """Why nothing came."""

    BUSY = "busy"
    NOT_REACHED = "not_reached"
    TOO_SLOW = "too_slow"
    KEY = "key"
    REFUSED = "refused"
    NOT_USABLE = "not_usable"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came: one JSON object, not yet judged by whoever asked."""

    said: Mapping[str, Any]
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, kw_only=True)
class Silent:
    """Nothing came that can be used."""

    why: Why


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: the office's instruction, the material as data, and the shape of the answer."""

    instruction: str
    material: str
    schema: Mapping[str, Any]
    # The same with limits of lengths, for servers that write by a grammar; others refuse such words in a schema.
    limited: Mapping[str, Any]
    tokens_most: int = 1500


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model at an address. `is_inside`: it stands in a network of our own, maybe without TLS."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    is_inside: bool = False
    seconds: float = SECONDS
    _taken: list[str] = field(default_factory=list, init=False, compare=False, repr=False)

    def ask(self, question: Question) -> Said | Silent:
        """Ask once, within one budget of time. Use it outside of any transaction."""
        talk = self._line().talk()
        for shape in (*self._taken, *(one for one in SHAPES if one not in self._taken)):
            try:
                answer = talk.prepare(
                    "POST",
                    "/chat/completions",
                    accept=NOT_THAT_SHAPE | {BROKEN},
                    json=self._words(question, shape),
                )
            except Failed as failed:
                return Silent(why=Why.TOO_SLOW if talk.seconds_left() < A_MOMENT else _why(failed.outcome))
            if answer.is_success:
                self._taken[:] = [shape]
                return _read(answer)
            if answer.status_code == BROKEN and NAMED not in answer.content:
                return Silent(why=Why.NOT_REACHED)
        return Silent(why=Why.REFUSED)

    def names(self) -> Sequence[str]:
        """The models there. Raises NotReachable, ReconnectNeeded or Gone; ValueError for an odd answer."""
        answer = self._line().talk(budget=QUESTION_SECONDS).ask("/models")
        return [one.id for one in _Models.model_validate_json(answer.content).data]

    def _line(self) -> Line:
        return Line(
            base=self.url,
            outside=_way_out(self),
            account=self.url,
            headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
            secrets=(self.key,),
        )

    def _words(self, question: Question, shape: str) -> dict[str, Any]:
        formats: dict[str, dict[str, Any]] = {
            "json_schema": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": question.schema},
            },
            "json_object with schema": {"type": "json_object", "schema": question.limited},
            "json_object": {"type": "json_object"},
        }
        return {
            "model": self.name,
            "messages": [
                {"role": "system", "content": question.instruction},
                {"role": "user", "content": question.material},
            ],
            "temperature": 0.2,
            "max_tokens": question.tokens_most,
            "response_format": formats[shape],
        }


@cache
def _way_out(model: Model) -> Outside:
    """To this one server; inside our own network only where the operator said that it stands there."""
    parts = urlsplit(model.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Outside(
        allowed_hosts=frozenset({f"{parts.hostname}:{port}"} if model.is_inside else ()),
        budget_seconds=model.seconds,
        read_seconds=model.seconds,
        answer_bytes_max=ANSWER_BYTES,
        redirects_max=0,
    )


def _why(outcome: Outcome) -> Why:
    match outcome:
        case Later(why=words.TOO_MANY):
            return Why.BUSY
        case Later(why=words.NOT_UNDERSTOOD):
            return Why.NOT_USABLE
        case Refused(reconnect=True):
            return Why.KEY
        case Refused(why=words.NO_OUTSIDE) | Later():
            return Why.NOT_REACHED
        case _:
            return Why.REFUSED


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Message(_Lenient):
    content: str | None = None


class _Choice(_Lenient):
    message: _Message


class _Usage(_Lenient):
    prompt_tokens: int = Field(default=0, ge=0, le=10_000_000)
    completion_tokens: int = Field(default=0, ge=0, le=10_000_000)


class _Completion(_Lenient):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class _Name(_Lenient):
    id: str


class _Models(_Lenient):
    data: list[_Name]


def _read(answer: Answer) -> Said | Silent:
    try:
        heard = _Completion.model_validate_json(answer.content)
        text = THOUGHTS.sub("", heard.choices[0].message.content or "")
        if fenced := FENCE.match(text):
            text = fenced[1]
        # Grammars let a line end stand in a string as it is; a model writes paragraphs so.
        said = json.loads(text, strict=False)
    except (ValidationError, ValueError, RecursionError):
        return Silent(why=Why.NOT_USABLE)
    if not isinstance(said, dict):
        return Silent(why=Why.NOT_USABLE)
    usage = heard.usage or _Usage()
    return Said(said=said, tokens_in=usage.prompt_tokens, tokens_out=usage.completion_tokens)
