"""What listed words say of a text before anything learned speaks: it asks, thanks, sells, feels, is coarse."""

from __future__ import annotations

from typing import Final

from pendopo.listen.triage import lists
from pendopo.listen.triage.folding import Folded
from pendopo.listen.triage.phrases import Found, Phrases

SIGNS: Final = Phrases(lists.read("signs.toml"))
FEELINGS: Final = Phrases(lists.read("feelings.toml"))
REPORTS: Final = Phrases(lists.read("reports.toml"))
COARSE: Final = Phrases(lists.read("coarse.toml"))
# How far the word that aims an insult may stand from it.
REACH: Final = 2
FEW_WORDS: Final = 4


def signs(folded: Folded, coarse: list[Found]) -> set[str]:
    """The names of the signs found."""
    found = {one.tag for one in SIGNS.found(folded)}
    felt = FEELINGS.found(folded)
    turned = {one.start for one in felt if one.tag == "turned"}
    for one in felt:
        if one.tag != "turned":
            is_turned = one.start - 1 in turned or one.start - 2 in turned
            name = f"not {one.tag}" if is_turned else one.tag
            found.add(f"much {name}" if name in found else name)
    if coarse:
        found.add("coarse")
    if len(folded.words) <= FEW_WORDS:
        found.add("short")
    return found


def reported(folded: Folded) -> list[Found]:
    """Words of somebody who was cheated or asks that something is done. No sign: what is learned never heard of it."""
    return REPORTS.found(folded)


def coarse_words(folded: Folded) -> list[Found]:
    """Coarse words. An animal or rubbish is one only when it is aimed at somebody: sampah is mostly sampah."""
    found = COARSE.found(folded)
    plain = [one for one in found if one.tag == "plain"]
    aims = [one for one in found if one.tag == "aiming"]
    if any(one.tag == "harmless" for one in found):
        return plain
    return plain + [
        one
        for one in found
        if one.tag == "aimed"
        and any(abs(aim.start - one.start) <= REACH and aim.start != one.start for aim in aims)
    ]
