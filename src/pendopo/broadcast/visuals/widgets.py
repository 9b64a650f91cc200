"""How a card's fields are filled in where the kit has no control for it: rows of two words, pictures to choose, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.visuals import chart_fields
from pendopo.broadcast.visuals.press.design import DesignField
from pendopo.foundation.errors import Refused

SPARE_ROWS: Final = 2
ANSWER: Final = "-answer-"
LABEL: Final = '<label class="mt-3 block text-sm font-semibold">{}{}</label>'
OPTIONS: Final = '<option value="{}"{}>{}</option>'


class Rows(forms.Widget):
    """Two words a row, as many rows as the field takes; those that are free stand below those that are filled."""

    def __init__(self, entries: int) -> None:
        super().__init__()
        self.entries = entries

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = [*(value or []), *([["", ""]] * SPARE_ROWS)][: max(self.entries, len(value or []))]
        described = (attrs or {}).get("aria-describedby", "")
        return format_html(
            '<div class="space-y-2" id="{}" role="group" aria-describedby="{}" data-rows="{}">{}</div>',
            (attrs or {}).get("id", ""),
            described,
            self.entries,
            format_html_join(
                "",
                '<div class="grid grid-cols-[2fr_3fr] gap-2">'
                '<input class="input w-full" name="{}" value="{}" aria-label="{}">'
                '<input class="input w-full" name="{}" value="{}" aria-label="{}"></div>',
                (
                    (
                        f"{name}-left",
                        row[0],
                        _("Row %(number)s, left") % {"number": at},
                        f"{name}-right",
                        row[1],
                        _("Row %(number)s, right") % {"number": at},
                    )
                    for at, row in enumerate(rows, start=1)
                ),
            ),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        del files
        return [
            list(pair)
            for pair in zip(data.getlist(f"{name}-left"), data.getlist(f"{name}-right"), strict=False)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        del files
        return f"{name}-left" not in data


class Chosen(forms.Widget):
    """A picture of the library by looking at it, the newest first, and a place to add one."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        super().__init__()
        self.pictures = pictures

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = (value or {}).get("picture_id") if isinstance(value, dict) else None
        choice = (
            '<label class="block cursor-pointer rounded-lg border-2 border-transparent has-[:checked]:border-primary has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-primary">'
            '<input class="sr-only" type="radio" name="{}" value="{}"{}>{}</label>'
        )
        shown = [
            (
                name,
                one.pk,
                mark_safe(" checked") if one.pk == chosen else "",
                format_html(
                    '<img class="aspect-square w-full rounded-md object-cover" src="{}" alt="{}" loading="lazy">',
                    reverse("content:shown", args=[one.pk, 160]),
                    one.alt or one.name,
                ),
            )
            for one in self.pictures
        ]
        none = format_html(
            choice,
            name,
            "",
            "" if chosen else mark_safe(" checked"),
            format_html(
                '<span class="grid aspect-square w-full place-items-center rounded-md border border-line p-1 text-center '
                'text-sm">{}</span>',
                _("No picture"),
            ),
        )
        return format_html(
            '<div class="grid grid-cols-4 gap-2" id="{}" role="radiogroup">{}{}</div>'
            '<label class="mt-2 block text-sm font-semibold">{}<input class="file-input mt-1 w-full" type="file" '
            'name="{}-upload" accept="image/jpeg,image/png,image/webp" data-shrink="2560"></label>',
            (attrs or {}).get("id", ""),
            none,
            format_html_join("", choice, shown),
            _("Or add one"),
            name,
        ) + _focal(chosen)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        del files
        return data.get(name, "")


def _focal(picture_id: int | None) -> SafeString:
    """Where the point is set that stays in view, whatever the size cuts away."""
    if not picture_id:
        return mark_safe("")
    return format_html(
        '<p class="mt-2 text-sm"><a class="textlink" href="{}">{}</a></p>',
        reverse("content:picture", args=[picture_id]),
        _("Set what stays in view"),
    )


class Lines(forms.Textarea):
    """A list as lines."""

    def format_value(self, value: Any) -> str | None:
        return "\n".join(value) if isinstance(value, list) else value


class ChartTable(forms.Widget):
    """A table to paste or upload, what it leaves open, and which kind of chart it becomes."""

    def __init__(self, field: DesignField) -> None:
        super().__init__()
        self.field = field

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        words = value if isinstance(value, dict) else {}
        return format_html(
            '<textarea class="textarea w-full font-mono text-sm" name="{}" id="{}" rows="7" wrap="off" data-table '
            'spellcheck="false">{}</textarea>{}{}',
            name,
            (attrs or {}).get("id", ""),
            words.get("table", ""),
            format_html(
                LABEL,
                _("Or a file (XLSX, CSV)"),
                format_html(
                    '<input class="file-input mt-1 w-full" type="file" name="{}-upload" accept=".xlsx,.csv,.tsv,.txt">',
                    name,
                ),
            ),
            self.asked(name, words),
        )

    def asked(self, name: str, words: dict[str, Any], *, is_alone: bool = False) -> SafeString:
        """Kinds to choose from, and what only a person knows; alone it takes the place of what stood on the page."""
        return format_html(
            '<div id="{}-asked"{}>{}</div>',
            name,
            mark_safe(' hx-swap-oob="true"') if is_alone else "",
            self._questions(name, words),
        )

    def _questions(self, name: str, words: dict[str, Any]) -> SafeString | str:
        """Nothing while the table can't be read."""
        if not words.get("table"):
            return ""
        try:
            found = chart_fields.proposal(self.field, words)
            questions = chart_fields.questions(words)
        except Refused:
            return ""
        answers = words.get("answers", {})
        asked = [(one.sentence, _answer(f"{name}{ANSWER}{one.key}", one, answers)) for one in questions]
        kinds = chart_fields.kinds(self.field, found.chart)
        if len(kinds) > 1:
            chosen = _select(f"{name}-kind", [(key, words) for key, words in kinds], str(found.chart.kind))
            asked.insert(0, (_("Shown as"), chosen))
        return format_html(
            "{}{}",
            format_html_join("", LABEL, asked),
            format_html_join(
                "",
                '<p class="mt-2 text-sm text-quiet">{}</p>',
                ((one,) for one in dict.fromkeys((*found.table.notes, *found.chart.notes))),
            ),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        del files
        head = f"{name}{ANSWER}"
        return {
            "table": data.get(name, ""),
            "kind": data.get(f"{name}-kind", ""),
            "answers": {key.removeprefix(head): data.get(key) for key in data if key.startswith(head)},
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        del files
        return name not in data


def _answer(name: str, question: Any, answers: dict[str, str]) -> SafeString:
    given = answers.get(question.key, question.guess)
    if question.choices:
        return _select(name, question.choices, given)
    return format_html(
        '<input class="input mt-1 w-full" id="{}" name="{}" value="{}" maxlength="60">', name, name, given
    )


def _select(name: str, choices: Sequence[tuple[str, str]], chosen: str) -> SafeString:
    return format_html(
        '<select class="select mt-1 w-full" id="{}" name="{}">{}</select>',
        name,
        name,
        format_html_join(
            "",
            OPTIONS,
            ((key, mark_safe(" selected") if key == chosen else "", words) for key, words in choices),
        ),
    )
