"""What was filled in: read from a form, kept as JSON, looked at for what is missing, too long or unsourced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.broadcast.visuals import chart_fields
from pendopo.broadcast.visuals.catalog import spoken
from pendopo.broadcast.visuals.press.cards import tidy
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.foundation.errors import Refused
from pendopo.foundation.web import LONGEST_NUMBER

TYPED_MOST: Final = 4000  # characters of one field that are kept, however few may be shown
TABLE_MOST: Final = 200_000
TELLING: Final = 14  # letters: a shorter example may well be what an office says too


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a card can't go on: the field, and a sentence that says what to do. A warning says what to look at."""

    field: str
    words: str
    is_warning: bool = False


def as_typed(field: DesignField, value: Any) -> Any:
    """A field's words as the house keeps them, from what a form, a table or another room says.

    Nothing is refused here and nothing typed is lost, but what no field could ever hold.
    """
    match field.kind:
        case Kind.LIST:
            entries = value.split("\n") if isinstance(value, str) else list(value or [])
            return [str(one)[:TYPED_MOST] for one in tidy(entries)][: field.entries * 2]
        case Kind.PAIRS:
            return _pairs(value)[: field.entries * 2]
        case Kind.PICTURE:
            number = str((value.get("picture_id") if isinstance(value, Mapping) else value) or "")
            return {"picture_id": int(number)} if number.isdecimal() and len(number) < LONGEST_NUMBER else {}
        case Kind.CHART:
            return _chart(value if isinstance(value, Mapping) else {"table": str(value or "")})
        case Kind.CHOICE:
            keys = {one.key for one in field.options}
            return str(value) if str(value) in keys else ""
        case Kind.LINE:
            return " ".join(str(value or "").split())[:TYPED_MOST]
        case _:
            return str(tidy(str(value or "")))[:TYPED_MOST]


def _chart(said: Mapping[str, Any]) -> dict[str, Any]:
    """A table and what was answered about it; nothing where there is no table."""
    table = str(said.get("table") or "")[:TABLE_MOST]
    if not table.strip():
        return {}
    answers = {str(key)[:60]: str(one)[:60] for key, one in dict(said.get("answers") or {}).items() if one}
    kept = {"table": table, "kind": str(said.get("kind") or "")[:20], "answers": answers}
    return {key: one for key, one in kept.items() if one}


def _pairs(value: Any) -> list[list[str]]:
    if isinstance(value, str):
        value = [line.split("|", 1) for line in value.split("\n")]
    rows = []
    for row in value or []:
        left, right = (*(str(part) for part in row), "", "")[:2]
        pair = [" ".join(left.split())[:TYPED_MOST], " ".join(right.split())[:TYPED_MOST]]
        if any(pair):
            rows.append(pair)
    return rows


def words_for(design: Design, given: Mapping[str, Any]) -> dict[str, Any]:
    """The words of every field of a design, empty ones left out."""
    read = {field.key: as_typed(field, given[field.key]) for field in design.fields if field.key in given}
    return {key: value for key, value in read.items() if value not in ("", [], {})}


def problems(
    design: Design, words: Mapping[str, Any], *, cut: Mapping[str, int] | None = None
) -> list[Problem]:
    """Why this card can't go on yet; `cut` is what had to be left out where it was drawn."""
    found: list[Problem] = []
    for field in design.fields:
        label = spoken(field.label)
        value = words.get(field.key)
        if not value:
            if field.required:
                found.append(Problem(field=field.key, words=_missing(field, label)))
            continue
        if field.kind == Kind.CHART and chart_fields.is_example(design, words):
            found.append(
                Problem(field=field.key, words=_("These numbers are the example's. Paste your own table."))
            )
            continue
        found += _too_many(field, label, value)
    said = {one.field for one in found}
    if chart_fields.chart_field(design) is not None and not said & {"source", "dated", "title"}:
        no = chart_fields.undated(words)
        found += [Problem(field=no.field, words=str(no))] if no else []
    for key, many in (cut or {}).items():
        known = design.field(key)
        if known is not None and key not in said:
            found.append(Problem(field=key, words=_too_long(spoken(known.label), many)))
    return found


def from_example(design: Design, words: Mapping[str, Any]) -> list[Problem]:
    """Fields that still say what the design was shown with: whoever hurries would publish what was invented."""
    left = [
        spoken(field.label)
        for field in design.fields
        if field.says_words and words.get(field.key) == field.example and len(str(field.example)) >= TELLING
    ]
    if not left:
        return []
    said = _("The example's words still stand in: %(fields)s. Put your own in their place.")
    return [Problem(field="", words=said % {"fields": ", ".join(left)}, is_warning=True)]


def _missing(field: DesignField, label: str) -> str:
    if field.key == "source":
        return _("Say where this comes from, and of which day it is: “%(field)s” can't stay empty.") % {
            "field": label
        }
    if field.kind == Kind.PICTURE:
        return _("Choose a picture for “%(field)s”.") % {"field": label}
    if field.kind == Kind.CHART:
        return _("Paste the table for “%(field)s”.") % {"field": label}
    return _("“%(field)s” is still empty.") % {"field": label}


def _too_many(field: DesignField, label: str, value: Any) -> list[Problem]:
    """More entries than there is room for, or one longer than the field's limit."""
    if not field.says_words:
        return []
    entries: Sequence[Any] = value if isinstance(value, list) else [value]
    if len(entries) > field.entries and isinstance(value, list):
        return [
            Problem(
                field=field.key,
                words=_room_for(field),
            )
        ]
    names = [one[0] for one in entries if isinstance(one, list) and one]
    texts = [part for one in entries for part in (one[1:] if isinstance(one, list) else [one])]
    over = max(
        [0, *(len(text) - field.most for text in texts), *(len(name) - field.name_most for name in names)]
    )
    return [Problem(field=field.key, words=_too_long(label, over))] if over > 0 else []


def _too_long(label: str, many: int) -> str:
    return ngettext(
        "“%(field)s” is %(many)s character too long for this size.",
        "“%(field)s” is %(many)s characters too long for this size.",
        many,
    ) % {"field": label, "many": many}


def require_whole(found: Sequence[Problem]) -> None:
    """Raise Refused with the first thing to mend; a warning stops nothing."""
    for one in found:
        if not one.is_warning:
            raise Refused(one.words, field=one.field)


def unfit(design: Design, typed: Mapping[str, str]) -> list[str]:
    """Why these words of a person don't fit into a design: no place for them, or too many; nothing where they do."""
    said: list[str] = []
    title = design.field(_title_field(design))
    if typed.get("title") and title and (over := len(typed["title"]) - title.most) > 0:
        said.append(_over(title, over))
    body = next((one for one in design.fields if one.kind == Kind.TEXT and one is not title), None)
    if typed.get("body"):
        if body is None:
            said.append(_("No place for a text."))
        elif (over := len(typed["body"]) - body.most) > 0:
            said.append(_over(body, over))
    entries = [line.strip() for line in typed.get("list", "").split("\n") if line.strip()]
    listed = next((one for one in design.fields if one.kind == Kind.LIST), None)
    if entries:
        if listed is None:
            said.append(_("No place for a list."))
        else:
            over = max(len(one) - listed.most for one in entries)
            said += [_over(listed, over)] if over > 0 else []
            said += [_room_for(listed)] if len(entries) > listed.entries else []
    return said


def _over(field: DesignField, many: int) -> str:
    return ngettext(
        "%(field)s: %(many)s character too many.", "%(field)s: %(many)s characters too many.", many
    ) % {"field": spoken(field.label), "many": many}


def _room_for(field: DesignField) -> str:
    return ngettext(
        "“%(field)s” takes at most %(most)s entry.",
        "“%(field)s” takes at most %(most)s entries.",
        field.entries,
    ) % {"field": spoken(field.label), "most": field.entries}


def says_words_of(design: Design, typed: Mapping[str, str]) -> dict[str, Any]:
    """A design's example with a person's own words in the fields that carry such: how the gallery shows it.

    `typed` has "title", "body" and "list" (a line an entry); each goes where a design has a place for it.
    """
    return words_for(design, dict(design.example) | _placed(design, typed))


def begun_with(design: Design, typed: Mapping[str, str]) -> dict[str, Any]:
    """The words a card begins with: the person's own and what kind of card it is. No fact of an example stands beside them."""
    kept = {
        one.key: design.example[one.key]
        for one in design.fields
        if (one.kind == Kind.CHOICE or one.key == "kicker") and one.key in design.example
    }
    return words_for(design, kept | _placed(design, typed))


def _placed(design: Design, typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, each where the design has a place for it."""
    words: dict[str, Any] = {}
    if typed.get("title"):
        words[_title_field(design)] = typed["title"]
    body = next((one.key for one in design.fields if one.kind == Kind.TEXT), None)
    if typed.get("body") and body:
        words[body] = typed["body"]
    entries = [line for line in typed.get("list", "").split("\n") if line.strip()]
    listed = next((one for one in design.fields if one.kind == Kind.LIST), None)
    if entries and listed:
        words[listed.key] = entries[: listed.entries]
    return words


def says_of(design: Design, words: Mapping[str, Any]) -> dict[str, str]:
    """The other way round: a card's own words as the gallery shows them in every design."""
    said: dict[str, str] = {"title": str(words.get(_title_field(design), ""))}
    body = next((one.key for one in design.fields if one.kind == Kind.TEXT), None)
    if body and body != _title_field(design):
        said["body"] = str(words.get(body, ""))
    listed = next((one.key for one in design.fields if one.kind == Kind.LIST), None)
    if listed:
        said["list"] = "\n".join(words.get(listed, []))
    return {key: value for key, value in said.items() if value}


def _title_field(design: Design) -> str:
    keys = [one.key for one in design.fields if one.kind in {Kind.LINE, Kind.TEXT}]
    return "title" if "title" in keys else next((key for key in keys if key != "kicker"), keys[0])
