"""What is typed for a card, a table of cards, and a film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pendopo.broadcast.content.models import ContentItem, Picture
from pendopo.broadcast.visuals.actions.films import SECONDS_A_PAGE
from pendopo.broadcast.visuals.catalog import sizes_of, spoken
from pendopo.broadcast.visuals.filling import TYPED_MOST, as_typed
from pendopo.broadcast.visuals.press.design import Design, DesignField, Kind
from pendopo.broadcast.visuals.press.sizes import SIZES
from pendopo.broadcast.visuals.widgets import ChartTable, Chosen, Lines, Rows

HEAD: Final = "f-"
SPARE_ROWS: Final = 2


class Filling(forms.Form):
    """Every field of a design. Nothing is refused for being too long: the card itself shows what fits."""

    def __init__(
        self,
        design: Design,
        *,
        words: Mapping[str, Any] | None = None,
        post: Any = None,
        pictures: Sequence[Picture] = (),
    ) -> None:
        super().__init__(post, initial={f"{HEAD}{key}": value for key, value in (words or {}).items()})
        self.design = design
        for one in design.fields:
            self.fields[f"{HEAD}{one.key}"] = _field_of(one, pictures)

    def words(self) -> dict[str, Any]:
        """What was typed, as the house keeps it."""
        read = {}
        for one in self.design.fields:
            name = f"{HEAD}{one.key}"
            given = self.fields[name].widget.value_from_datadict(self.data, self.files, name)
            read[one.key] = as_typed(one, given)
        return {key: value for key, value in read.items() if value not in ("", [], {})}


class Anything(forms.Field):
    """Takes what its widget says; `Filling.words` reads it."""

    def clean(self, value: Any) -> Any:
        return value


def _field_of(one: DesignField, pictures: Sequence[Picture]) -> forms.Field:
    label, hint = spoken(one.label), spoken(one.help) if one.help else ""
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    match one.kind:
        case Kind.CHOICE:
            options = [(option.key, spoken(option.label)) for option in one.options]
            return forms.ChoiceField(choices=[("", "–"), *options], **common)
        case Kind.PAIRS:
            return Anything(widget=Rows(one.entries), **common)
        case Kind.PICTURE:
            return Anything(widget=Chosen(pictures), **common)
        case Kind.CHART:
            return Anything(widget=ChartTable(one), **common)
        case Kind.LIST:
            hint = hint or _("One a line, at most %(most)s.") % {"most": one.entries}
            rows = min(one.entries + 1, 8)
            return Anything(widget=Lines({"rows": rows}), **(common | {"help_text": hint}))
        case Kind.TEXT:
            return forms.CharField(
                max_length=TYPED_MOST, widget=forms.Textarea({"rows": 4}), strip=False, **common
            )
        case _:
            return forms.CharField(max_length=TYPED_MOST, **common)


class Using(forms.Form):
    """Into which content item, in which sizes, and what those who can't see it are told."""

    item = forms.ChoiceField(
        label=_l("Content"),
        required=False,
        help_text=_l("Where this card stands already, it takes the place of its pictures."),
        error_messages={
            "invalid_choice": _l("This content takes no pictures any more. Choose another, or a new one.")
        },
    )
    sizes = forms.MultipleChoiceField(
        label=_l("Sizes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _l("Choose at least one size.")},
    )
    alt = forms.CharField(
        label=_l("Alternative text"),
        required=False,
        max_length=1500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_l("For those who can't see the picture. Left empty, each page says its own words."),
    )

    def __init__(self, design: Design, items: Sequence[ContentItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(one.pk): one for one in items}
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", _("A new content item")),
            *((key, one.title) for key, one in self.items.items()),
        ]
        self.fields["sizes"].choices = [  # type: ignore[attr-defined]
            (key, name) for key, name in sizes_of(design) if SIZES[key].pixels
        ]

    def clean_item(self) -> ContentItem | None:
        """The item itself; None: a new one."""
        return self.items.get(self.cleaned_data["item"])


class FilmForm(forms.Form):
    """How a carousel moves."""

    shape = forms.ChoiceField(
        label=_l("Size"), choices=[("tall", _l("Upright (9:16)")), ("square", _l("Square (1:1)"))]
    )
    seconds_a_page = forms.IntegerField(
        label=_l("Seconds a page"),
        min_value=SECONDS_A_PAGE.start,
        max_value=SECONDS_A_PAGE.stop - 1,
        initial=4,
    )
    is_calm = forms.BooleanField(label=_l("Pictures stand still"), required=False)
    says = forms.CharField(
        label=_l("Words under each page"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_l("One line a page. They are burnt in, and come as SRT as well."),
    )
    narration = forms.FileField(
        label=_l("Recording of a voice"), required=False, widget=forms.FileInput({"accept": "audio/*"})
    )


class Table(forms.Form):
    """A table of which each row becomes a card."""

    title = forms.CharField(label=_l("Title"), max_length=200)
    pasted = forms.CharField(
        label=_l("Paste from a spreadsheet"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_l("With its first row: the names of the columns."),
    )
    file = forms.FileField(
        label=_l("Or a file (XLSX, CSV)"),
        required=False,
        widget=forms.FileInput({"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    size = forms.ChoiceField(label=_l("Size"))

    def __init__(self, design: Design, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].choices = [  # type: ignore[attr-defined]
            (key, name) for key, name in sizes_of(design) if SIZES[key].pixels and not SIZES[key].pages
        ]
