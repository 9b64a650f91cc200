"""Where a person is signed in, and how that ends at once (R04)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from pendopo.institution.people.models import Person

NOTED_AGAIN_AFTER: Final = 60  # seconds
NOTED_MOST: Final = 10_000


class NoteWhereMiddleware:
    """Notes where somebody is signed in: at once for a new place, else once a minute for each process.

    allauth's own does so at every request, in five questions; open pages ask every few seconds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.noted: dict[tuple[str | None, str, str], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and not isinstance(request.user, AnonymousUser):
            place = (key, get_adapter().get_client_ip(request), request.headers.get("User-Agent", ""))
            at = time.monotonic()
            if at - self.noted.get(place, -NOTED_AGAIN_AFTER) >= NOTED_AGAIN_AFTER:
                if len(self.noted) >= NOTED_MOST:
                    self.noted = {}
                self.noted[place] = at
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def sessions_of(person: Person) -> list[UserSession]:
    """Every place where this person is signed in, the latest first."""
    return list(UserSession.objects.filter(user=person).order_by("-last_seen_at"))


def end_all(person: Person) -> int:
    """Sign a person out everywhere. Returns how many places that were."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
