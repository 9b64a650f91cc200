"""One person under several names: said by a member, for a reason, and taken back as easily. Never by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.listen.inbox import policies
from pendopo.listen.inbox.models import Citizen, CitizenLink
from pendopo.listen.inbox.personal import cover


@transaction.atomic
def link_citizens(*, one: Citizen, other: Citizen, why: str, by: Member, now: datetime) -> CitizenLink:
    """Say that two names on networks are one person. Raises Refused."""
    policies.require(by, Permission.REPLY, one, now=now)
    policies.require(by, Permission.REPLY, other, now=now)
    why = cover(why, by.institution)[:300]
    if one.pk == other.pk:
        raise Refused(_("Choose another name than this one."))
    if not why:
        raise Refused(_("Write how you know that they are one person."), field="why")
    first, second = sorted((one, other), key=lambda citizen: citizen.pk)
    # Of two people who link at once the second waits here.
    list(Citizen.objects.seen_by(by).filter(pk__in=[one.pk, other.pk]).order_by("pk").select_for_update())
    known = CitizenLink.objects.seen_by(by).filter(one=first, other=second, undone_at__isnull=True)
    if known.exists():
        raise Stale(_("These two are linked already."))
    link = CitizenLink.objects.create(
        institution_id=by.institution_id, one=first, other=second, why=why, by=by, at=now
    )
    ledger.write(
        did="inbox.citizens_linked",
        by=by,
        to=link,
        at=now,
        words={"why": why},
        personal={"one": str(first), "other": str(second)},
    )
    return link


@transaction.atomic
def unlink_citizens(*, link: CitizenLink, why: str = "", by: Member, now: datetime) -> None:
    """Take it back: they are shown apart again. Raises Refused."""
    policies.require(by, Permission.REPLY, link, now=now)
    why = cover(why, by.institution)[:300]
    undone = (
        CitizenLink.objects.seen_by(by)
        .filter(pk=link.pk, undone_at__isnull=True)
        .update(undone_at=now, undone_by=by, undone_why=why)
    )
    if not undone:
        raise Stale(_("These two are not linked any more."))
    ledger.write(did="inbox.citizens_unlinked", by=by, to=link, at=now, words={"why": why})
