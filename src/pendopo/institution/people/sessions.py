"""Where a person is signed in, and how that ends at once (R04)."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from pendopo.institution.people.models import Person


def sessions_of(person: Person) -> list[UserSession]:
    """Every place where this person is signed in, the latest first."""
    return list(UserSession.objects.filter(user=person).order_by("-last_seen_at"))


def end_all(person: Person) -> int:
    """Sign a person out everywhere. Returns how many places that were."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
