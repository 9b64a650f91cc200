"""A page for balancers and for `pendopo up`: whether this web process can do its work."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse

from pendopo.foundation.web import public


@public
def well(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = HttpResponse("ok\n", content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response
