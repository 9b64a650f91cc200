"""A signed-in member's request, as views see it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from pendopo.institution.people.models import Member


class Request(HttpRequest):
    """The middleware has put the member there."""

    member: Member
    htmx: HtmxDetails
