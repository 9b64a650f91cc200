"""Where an institution's developer puts the official interface of SP4N-LAPOR! (domain.md 5.3).

Whoever has the documentation writes a class with `hand_in` and names it in PENDOPO_LAPOR_GATEWAY. Without one a
person hands the report in, with the institution's account: Pendopo fills in the words and waits for the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{3,18}[A-Z0-9]")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is handed in. `key` names it for ever: the same key is the same report, however often it comes."""

    key: str
    title: str
    story: str
    place: str
    happened_on: str  # 2026-11-25, or ""
    classification: str  # "complaint", "aspiration" or "info_inquiry"
    is_anonymous: bool
    is_secret: bool


@dataclass(frozen=True, kw_only=True)
class Filed:
    """It stands at LAPOR! under this number."""

    number: str


@dataclass(frozen=True, kw_only=True)
class ByPerson:
    """A person hands it in."""


@dataclass(frozen=True, kw_only=True)
class NotFiled:
    """It was not taken; a person reads why and hands it in, or mends it."""

    why: str


Outcome = Filed | ByPerson | NotFiled


class LaporGateway(Protocol):
    """The way to LAPOR!. Called outside of transactions; the same report may be handed in twice and counts once."""

    def hand_in(self, report: Report) -> Outcome: ...


class ByHand:
    """No interface: the words are copied into LAPOR! by somebody with the institution's account."""

    def hand_in(self, report: Report) -> Outcome:
        """Leave it to a person."""
        del report
        return ByPerson()


def gateway() -> LaporGateway:
    """The way this house files."""
    return cast("LaporGateway", import_string(settings.LAPOR_GATEWAY)())


def report_of(key: str, said: Mapping[str, object]) -> Report:
    """A report from what a filing keeps."""
    return Report(
        key=key,
        title=str(said["title"]),
        story=str(said["story"]),
        place=str(said["place"]),
        happened_on=str(said["happened_on"]),
        classification=str(said["classification"]),
        is_anonymous=bool(said["anonymous"]),
        is_secret=bool(said["secret"]),
    )


def cleaned_number(typed: str) -> str:
    """A number as LAPOR! writes it, without spaces and signs around it; "" where it is none."""
    number = "".join(typed.upper().replace("#", "").split())
    return number if NUMBER.fullmatch(number) and any(sign.isdigit() for sign in number) else ""


CLASSES: Final = {
    "complaint": _("Complaint (pengaduan)"),
    "aspiration": _("Aspiration (aspirasi)"),
    "info_inquiry": _("Request for information (permintaan informasi)"),
}
