"""How a refusal comes back in the form it was said to."""

from __future__ import annotations

from django import forms

from pendopo.foundation.errors import Refused


def refused(form: forms.BaseForm, no: Refused) -> None:
    """Say it at the field it is about."""
    form.add_error(no.field if no.field in form.fields else None, str(no))
