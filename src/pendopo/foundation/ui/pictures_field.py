"""A field of a form from which several pictures are chosen at once, as a phone's owner does."""

from __future__ import annotations

from typing import Any

from django import forms


class SeveralFiles(forms.FileInput):
    """Several files in one choice."""

    allow_multiple_selected = True


class Pictures(forms.FileField):
    """Several files, each looked at by itself; how many and whether they are pictures, the view says."""

    widget = SeveralFiles({"accept": "image/*", "data-shrink": "2560"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(Pictures, self).clean(one, initial) for one in data or []]
