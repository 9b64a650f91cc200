"""A text area, as all of these forms have it."""

from __future__ import annotations

from typing import Any, Final

from django import forms

WORDS: Final = 4000


def words(
    label: Any, *, rows: int = 3, required: bool = True, hint: Any = "", most: int = WORDS
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
    )
