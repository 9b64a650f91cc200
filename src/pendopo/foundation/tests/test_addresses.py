"""What an address or a form names is read without a surprise."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from pendopo.foundation.web import NoNulls, number_in


@pytest.mark.parametrize(
    ("written", "number"),
    [("7", 7), ("٧", 7), ("", None), ("-1", None), ("²", None), ("7a", None), ("9" * 18, 10**18 - 1)],
)
def test_a_row_is_named_by_its_number(written, number):
    assert number_in(written) == number


def test_a_number_that_no_row_can_have_names_none():
    assert number_in("9" * 19) is None


def test_what_is_asked_and_typed_holds_no_character_that_the_database_refuses(rf):
    told = {}

    def view(request):
        told.update(asked=request.GET.getlist("q"), typed=request.POST.getlist("why"))
        return HttpResponse()

    border = NoNulls(view)
    request = rf.post("/?q=air%00+bersih&q=x", {"why": ["a\0b", "c"]})
    border.process_view(request, view)
    border(request)
    assert told == {"asked": ["air bersih", "x"], "typed": ["ab", "c"]}


def test_a_body_that_is_no_form_is_left_alone(rf):
    request = rf.post("/", b'{"text": "\\u0000"}', content_type="application/json")
    view = csrf_exempt(lambda request: HttpResponse(request.body))
    NoNulls(view).process_view(request, view)
    assert request.body == b'{"text": "\\u0000"}'
