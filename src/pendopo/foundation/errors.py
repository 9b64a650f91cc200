"""The two ways in which the house says no. The message is fit to show to the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refused(Exception):
    """The house rules say no; the message says why, and what to do instead."""

    def __init__(self, why: str | _StrPromise, *, rule: str = "", field: str = "") -> None:
        super().__init__(why)
        self.rule = rule  # "R10": the rule of the domain that says so
        self.field = field  # the form field it is about, '' for the whole

    def __str__(self) -> str:
        # The sentence may be lazy: it is translated for whoever reads it.
        return str(self.args[0])


class Stale(Refused):
    """Somebody else changed this row first."""
