"""The rules for comments as an office begins with them (domain.md 2.4), until it writes its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.institution.models import Institution
from pendopo.portal.models import CommentPolicy


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What stands on the public page; number 0 is what every office begins with."""

    words: str
    appeal: str
    number: int = 0
    made_at: datetime | None = None
    is_latest: bool = True


def usual() -> Policy:
    """What an office promises that has written nothing of its own."""
    return Policy(
        words=_(
            "Everyone may comment, without an account. Somebody of the office reads each comment before it "
            "appears here. What was hidden is kept with its reason, so that it can be looked at again."
        ),
        appeal=_(
            "If you think that a comment of yours was hidden by mistake, or that you were blocked without reason, "
            "please tell us in a direct message or by the contacts below. Somebody other than the one who "
            "decided reads it, and you hear the answer with its reason."
        ),
    )


def policy_of(institution: Institution, *, number: int | None = None) -> Policy | None:
    """The latest version, or the one of this number; None where there is no such one."""
    versions = CommentPolicy.objects.filter(institution=institution)
    latest = versions.first()
    if number is None:
        found = latest
        if found is None:
            return usual()
    else:
        found = versions.filter(number=number).first()
    if found is None:
        return None
    return Policy(
        words=found.words,
        appeal=found.appeal,
        number=found.number,
        made_at=found.made_at,
        is_latest=latest is not None and found.number == latest.number,
    )


def versions_of(institution: Institution) -> list[CommentPolicy]:
    """All versions, the newest first."""
    return list(CommentPolicy.objects.filter(institution=institution).select_related("by__person"))
