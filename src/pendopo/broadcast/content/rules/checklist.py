"""The list beside the composer that fills itself: what is in order, and what is still to be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.broadcast.content.rules import words
from pendopo.broadcast.content.rules.finding import Finding, Sentence, Severity
from pendopo.broadcast.content.rules.rulebook import Item, packaged_rules
from pendopo.broadcast.content.rules.subject import Subject


class Status(StrEnum):
    """How a line of the checklist stands."""

    DONE = "done"
    WARN = "warn"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: what it is about, how it stands, in a sentence, and the findings behind it."""

    item: Item
    name: Sentence
    status: Status
    sentence: Sentence
    findings: tuple[Finding, ...]


def checklist(
    findings: Sequence[Finding], subject: Subject, *, reasons: Collection[str] = ()
) -> tuple[Line, ...]:
    """The lines in order. `reasons` are the keys of findings somebody has given a reason for."""
    by_code = packaged_rules().by_code
    return tuple(
        _line(
            item,
            tuple(one for one in findings if by_code[one.code].item is item),
            subject,
            reasons,
        )
        for item in Item
    )


def may_go_on(findings: Sequence[Finding], *, reasons: Collection[str] = ()) -> bool:
    """Whether nothing blocks, and every warning has its reason."""
    return not any(one.blocks or (one.needs_reason and one.key not in reasons) for one in findings)


def _line(item: Item, findings: tuple[Finding, ...], subject: Subject, reasons: Collection[str]) -> Line:
    blocking = sum(one.blocks for one in findings)
    waiting = sum(one.needs_reason and one.key not in reasons for one in findings)
    hints = sum(one.severity is Severity.HINT for one in findings)
    if blocking:
        status, sentence = Status.BLOCKED, Sentence(msgid=words.BLOCKED_BY, params={"number": blocking})
    elif waiting:
        status, sentence = Status.WARN, Sentence(msgid=words.REASON_NEEDED, params={"number": waiting})
    elif hints:
        status, sentence = Status.DONE, Sentence(msgid=words.HINTS_ONLY, params={"number": hints})
    elif item in {Item.ALT_TEXT, Item.PICTURES} and not _has_pictures(subject):
        status, sentence = Status.DONE, Sentence(msgid=words.NOT_CONCERNED)
    else:
        status, sentence = Status.DONE, Sentence(msgid=words.IN_ORDER)
    return Line(
        item=item,
        name=Sentence(msgid=words.ITEMS[item.value]),
        status=status,
        sentence=sentence,
        findings=findings,
    )


def _has_pictures(subject: Subject) -> bool:
    return bool(subject.pictures) or any(variant.pictures for variant in subject.variants)
