"""How an idea looks: its sign, its colour, what is said of its day."""

from __future__ import annotations

from typing import Final

from pendopo.broadcast.ideas.states import IdeaState, Source

ICONS: Final = {
    Source.NATIONAL_DAY: "star",
    Source.ASKED: "help",
    Source.SOLVED: "done",
    Source.STANDARD: "standards",
    Source.LAST_YEAR: "history",
    Source.GAP: "calendar",
    Source.NEWS: "watch",
    Source.WARNING: "warning",
    Source.OWN: "person",
}
SIGNS: Final = {
    IdeaState.SUGGESTED: "",
    IdeaState.KEPT: "brand",
    IdeaState.TAKEN: "success",
    IdeaState.SET_ASIDE: "",
}


def icon_of(source: str) -> str:
    """The drawing of where an idea comes from."""
    return ICONS[Source(source)]


def sign_of(state: str) -> str:
    """How loud its state is."""
    return SIGNS[IdeaState(state)]
