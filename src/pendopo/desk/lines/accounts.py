"""Accounts that need care: permission refused or about to end, and what is planned behind that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.broadcast.publishing import queries as publishing
from pendopo.desk.lines.line import Group, Line, Urgency
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission

SHOWN: Final = 20
LOOKED_AT: Final = 500


def lines(member: Member, now: datetime) -> Iterator[Line]:
    """One line an account, with its most urgent concern."""
    if not member.may(Permission.MANAGE_ACCOUNTS):
        return
    known = accounts.accounts(member.institution_id).with_keepers()[:LOOKED_AT]
    troubled = [(account, found[0]) for account in known if (found := accounts.concerns(account, now=now))]
    for account, first in sorted(troubled, key=lambda one: not one[1].is_urgent)[:SHOWN]:
        yield Line(
            group=Group.NOW if first.is_urgent else Group.TODAY,
            urgency=Urgency.LAW if first.is_urgent else Urgency.CARE,
            title=f"{account}: {first.sentence}",
            detail=_behind_the_cliff(account, now),
            action=_("Look after it"),
            url=reverse("accounts:account", args=[account.pk]),
            icon="disconnect" if first.is_urgent else "accounts",
            sign="danger" if first.is_urgent else "warning",
            due_at=account.token_ends_at if first.is_urgent else None,
        )


def _behind_the_cliff(account: SocialAccount, now: datetime) -> str:
    left = accounts.runway(account, now=now)
    if left is None or left > accounts.CLIFF_DAYS:
        return ""
    count = publishing.behind_the_cliff(account).count()
    return (
        ngettext(
            "%(count)s planned post falls after that day.",
            "%(count)s planned posts fall after that day.",
            count,
        )
        % {"count": count}
        if count
        else ""
    )
