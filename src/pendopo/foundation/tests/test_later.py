"""What is read in late, and what a house that has just started does without."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pendopo.foundation.later import Later

STARTED = """
import sys, django
from django.urls import get_resolver
django.setup()
def all_of(patterns):
    for one in patterns:
        all_of(getattr(one, "url_patterns", ()))
all_of(get_resolver().url_patterns)
print(*sys.modules)
"""


def test_a_module_is_read_in_when_something_of_it_is_asked_for():
    sys.modules.pop("this", None)
    this = Later("this")
    assert "this" not in sys.modules
    assert this.d["N"] == "A"
    assert "this" in sys.modules
    with pytest.raises(AttributeError, match="nothing"):
        _ = this.nothing


def test_a_house_that_has_just_started_holds_no_spreadsheets_calendars_or_numbers():
    ran = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
    held = set(ran.stdout.split())
    assert "pendopo.broadcast.calendar.views.sheets" in held
    assert not held & {"openpyxl", "icalendar", "numpy", "docx", "typst", "av", "vl_convert"}
