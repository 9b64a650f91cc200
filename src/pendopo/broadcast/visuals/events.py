"""What visuals announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FilmReady:
    """A film can be seen."""

    institution_id: int
    film_id: int
    member_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class BatchDone:
    """All cards of a table are drawn, or were found not to be drawable."""

    institution_id: int
    batch_id: int
    member_id: int
    title: str
    drawn: int
    left_out: int
