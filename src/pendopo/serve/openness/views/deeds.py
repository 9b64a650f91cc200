"""A page that asks for one thing and does one thing: every deed of this room has one, without script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from pendopo.foundation.errors import Refused
from pendopo.institution.people.requests import Request


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the page says around its form."""

    title: str
    button: str
    done: str
    back: str
    intro: str = ""
    icon: str = "approve"
    kind: str = "primary"
    to: str = ""  # where it leads when it is done; back where it came from without it


def deed(
    request: Request, form: forms.BaseForm, do: Callable[[dict[str, Any]], object], page: Page
) -> HttpResponse:
    """Ask, and do it when it was answered; what was typed stays where the house says no."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, page.done)
            return redirect(page.to or page.back)
    return render(
        request,
        "openness/deed.html",
        {"form": form, "page": page, "is_multipart": form.is_multipart()},
        status=422 if form.errors else 200,
    )
