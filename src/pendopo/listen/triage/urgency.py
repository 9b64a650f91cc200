"""How soon somebody must look: rules that would rather call once too often than miss one.

Danger is heard in listed words. It is high unless the text only worries, wishes, asks how things are done, gives
thanks or spreads what it heard; with signs that it happens now it is high in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pendopo.listen.triage import lists
from pendopo.listen.triage.folding import Folded
from pendopo.listen.triage.phrases import Found, Phrases
from pendopo.listen.triage.readings import Urgency

BEFORE_AND_BEHIND: Final = (
    ("di", ""),
    ("di", "in"),
    ("di", "i"),
    ("ke", ""),
    ("ter", ""),
    ("ke", "an"),
    ("di", "kan"),
)


def _listed() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = lists.read("urgency.toml")
    harm = [
        f"{before}{stem}{behind}" for stem in listed.pop("harm_stems") for before, behind in BEFORE_AND_BEHIND
    ]
    return listed | {"danger": [*listed["danger"], *listed.pop("danger_more"), *harm]}


HEARD: Final = Phrases(_listed())
# How many words may stand between what would be done and to whom.
ARM: Final = 6
AT_EASE: Final = frozenset({"praise", "spam", "small_talk", "abusive"})
WITHOUT_HASTE: Final = frozenset(
    {"question", "information_request", "suggestion", "hoax_tip", "praise", "small_talk"}
)
SURE: Final = 0.95
LIKELY: Final = 0.8
PERHAPS: Final = 0.6
SIGNS_OF_NOW: Final = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was heard in a text, by list."""

    heard: dict[str, list[Found]]

    @property
    def threat(self) -> list[Found]:
        """What would be done and to whom, near each other."""
        peaceful = {place for one in self.of("peaceful") for place in range(one.start, one.end)}
        for deed in self.of("violence"):
            for whom in self.of("against"):
                if deed.start not in peaceful and 0 < abs(whom.start - deed.start) <= ARM:
                    return sorted((deed, whom), key=lambda one: one.start)
        return []

    def of(self, tag: str) -> list[Found]:
        """What of one list was heard."""
        return self.heard.get(tag, [])


def listen(folded: Folded) -> Alarm:
    """Everything listed that the text says."""
    heard: dict[str, list[Found]] = {}
    for one in HEARD.found(folded):
        heard.setdefault(one.tag, []).append(one)
    return Alarm(heard)


def urgency(alarm: Alarm, intent: str) -> tuple[Urgency, float, list[Found]]:
    """How urgent, how sure, and the words that say so."""
    if threat := alarm.threat:
        return Urgency.HIGH, LIKELY, threat
    if (gone := alarm.of("missing")) and intent not in {"spam", "hoax_tip", "praise"}:
        return Urgency.HIGH, LIKELY, gone
    if danger := alarm.of("danger"):
        happening = len({one.start for one in alarm.of("now")} - {one.start for one in danger})
        calm = len(alarm.of("calm"))
        without_haste = intent in WITHOUT_HASTE or intent == "spam"
        if not without_haste and not calm:
            return Urgency.HIGH, SURE if happening >= SIGNS_OF_NOW else LIKELY, danger
        if intent in {"praise", "spam"}:
            return Urgency.LOW, LIKELY, []
        if happening >= SIGNS_OF_NOW + calm + without_haste:
            return Urgency.HIGH, PERHAPS, danger
    risk, called = alarm.of("risk"), alarm.of("help")
    if risk and called and intent == "complaint" and not alarm.of("calm"):
        return Urgency.HIGH, PERHAPS, risk + called
    if (out := alarm.of("outage")) and (many := alarm.of("many")) and intent not in WITHOUT_HASTE:
        return Urgency.HIGH, LIKELY, out + many
    if (late := alarm.of("deadline")) and intent not in AT_EASE:
        return Urgency.HIGH, PERHAPS, late
    if intent in AT_EASE:
        return Urgency.LOW, LIKELY, []
    return Urgency.NORMAL, LIKELY, []
