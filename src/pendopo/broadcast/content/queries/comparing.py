"""Two versions side by side, word by word, as data that a page can draw."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.broadcast.content.composition import Composition, PictureUse, Words
from pendopo.broadcast.content.models import Version
from pendopo.institution.accounts.models import SocialAccount

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
Kind = Literal["same", "gone", "new"]
FIELDS: Final = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "link": gettext_lazy("Link"),
    "tags": gettext_lazy("Hashtags"),
    "accounts": gettext_lazy("Accounts"),
    "offset": gettext_lazy("Minutes later"),
}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that differs: what it is called, and its pieces in order."""

    field: str
    label: str
    pieces: tuple[Piece, ...]


def compare(before: Version | None, after: Version) -> tuple[Change, ...]:
    """What changed from one version to a later one; everything where there is none before."""
    compositions = [version.composition() for version in (before, after) if version]
    names = _names(compositions)
    old = _fields(compositions[0], names) if before else {}
    new = _fields(compositions[-1], names)
    return tuple(
        Change(field=field, label=label(field, names), pieces=pieces(old.get(field, ""), new.get(field, "")))
        for field in dict.fromkeys([*new, *old])
        if old.get(field, "") != new.get(field, "")
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The difference between two texts, word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Piece] = []
    for tag, from_old, to_old, from_new, to_new in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found.append(Piece(kind="same", text="".join(new[from_new:to_new])))
            continue
        if to_old > from_old:
            found.append(Piece(kind="gone", text="".join(old[from_old:to_old])))
        if to_new > from_new:
            found.append(Piece(kind="new", text="".join(new[from_new:to_new])))
    return tuple(found)


def _names(compositions: Iterable[Composition]) -> dict[int, str]:
    ids = {place.account_id for one in compositions for place in one.places}
    return {account.pk: str(account) for account in SocialAccount.objects.filter(pk__in=ids)}


def _fields(composition: Composition, names: Mapping[int, str]) -> dict[str, str]:
    found = dict(_words("", composition.words))
    found.update(_pictures("", composition.pictures))
    found["accounts"] = ", ".join(
        names.get(place.account_id, str(place.account_id)) for place in composition.places
    )
    for place in composition.places:
        head = f"{place.account_id}."
        if not place.follows_words:
            found.update(_words(head, place.words))
        if not place.follows_pictures:
            found.update(_pictures(head, place.pictures))
        if place.offset_minutes:
            found[f"{head}offset"] = str(place.offset_minutes)
    return {field: value for field, value in found.items() if value}


def _words(head: str, words: Words) -> dict[str, str]:
    return {
        f"{head}title": words.title,
        f"{head}text": words.text,
        **{f"{head}thread.{number}": part for number, part in enumerate(words.thread)},
        f"{head}link": words.link,
        f"{head}tags": " ".join(f"#{tag}" for tag in words.tags),
    }


def _pictures(head: str, uses: tuple[PictureUse, ...]) -> dict[str, str]:
    found = {}
    for number, use in enumerate(uses):
        found[f"{head}pictures.{number}"] = f"#{use.picture_id}"
        found[f"{head}pictures.{number}.alt"] = use.alt
    return found


def label(field: str, names: Mapping[int, str]) -> str:
    """What people call a field: "Text", "Part 2 of the thread", "Text for Dinas Kesehatan"."""
    head, _dot, rest = field.partition(".")
    if head.isdigit():
        return _("%(field)s for %(account)s") % {
            "field": label(rest, names),
            "account": names.get(int(head), head),
        }
    number = rest.split(".")[0]
    match head:
        case "thread":
            return _("Part %(number)s of the thread") % {"number": int(number) + 2}
        case "pictures" if rest.endswith(".alt"):
            return _("Alternative text of picture %(number)s") % {"number": int(number) + 1}
        case "pictures":
            return _("Picture %(number)s") % {"number": int(number) + 1}
        case _:
            return str(FIELDS.get(head, head))
