"""Writing a standard: one draft a service, in which several may write and nobody overwrites another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused, Stale
from pendopo.institution.notices import actions as notices
from pendopo.institution.notices.actions import Sentence
from pendopo.institution.people import queries as people
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.structure.models import OrgUnit
from pendopo.serve.standards import policies
from pendopo.serve.standards.models import CALLED, Revision, Service
from pendopo.serve.standards.states import FLOW, Component, RevisionState

NAMED: int = 4


@transaction.atomic
def add_service(
    *,
    name: str,
    short_name: str,
    also_called: str = "",
    unit: OrgUnit | None = None,
    by: Member,
    now: datetime,
) -> Service:
    """A service whose standard is to be written. Raises Refused."""
    policies.require_may_write(by, by, now=now)
    name, short_name = _sound_names(name, short_name, unit=unit, service=None, by=by)
    made = Service.objects.create(
        institution_id=by.institution_id,
        name=name,
        short_name=short_name,
        also_called=_listed(also_called),
        unit=unit,
        made_by=by,
        made_at=now,
    )
    ledger.write(did="standards.service_added", by=by, to=made, at=now, words={"name": made.name})
    return made


@transaction.atomic
def change_service(
    *,
    service: Service,
    name: str,
    short_name: str,
    also_called: str,
    unit: OrgUnit | None,
    by: Member,
    now: datetime,
) -> None:
    """Call it something else, or let another unit give it. Raises Refused.

    The short name stays once a standard was published: saved replies quote by it.
    """
    policies.require_may_write(by, service, now=now)
    name, short_name = _sound_names(name, short_name, unit=unit, service=service, by=by)
    if short_name != service.short_name and service.revisions.exclude(published_at=None).exists():
        raise Refused(
            _("Saved replies quote this service as “%(name)s”, so the short name stays. Change the name.")
            % {"name": service.short_name},
            field="short_name",
        )
    Service.objects.seen_by(by).filter(pk=service.pk).update(
        name=name, short_name=short_name, also_called=_listed(also_called), unit=unit
    )
    service.refresh_from_db()
    ledger.write(did="standards.service_changed", by=by, to=service, at=now, words={"name": name})


@transaction.atomic
def write(
    *, service: Service, parts: Mapping[str, str], why: str = "", seen: int, by: Member, now: datetime
) -> Revision:
    """Keep what was written in the draft of a service; the first save begins one.

    `seen` is the version of the draft that its writer had before them, 0 where there was none. Raises
    Stale when a colleague saved meanwhile, Refused when the draft waits for an approval.
    """
    policies.require_may_write(by, service, now=now)
    said = {one.value: parts.get(one.value, "").strip() for one in Component}
    known = Revision.objects.seen_by(by).unfinished().filter(service=service).first()
    if known is None and seen == 0:
        last = Revision.objects.seen_by(by).filter(service=service).first()
        return Revision.objects.create(
            institution_id=service.institution_id,
            service=service,
            number=last.number + 1 if last else 1,
            parts=said,
            why=why.strip()[:300],
            writers=[by.pk],
            author=by,
            changed_at=now,
        )
    if known is not None and known.state == RevisionState.IN_REVIEW:
        raise Refused(_("This standard waits for an approval. Take it back first, then write on."))
    kept = (
        Revision.objects.seen_by(by)
        .filter(service=service, state=RevisionState.DRAFT, version=seen)
        .update(
            parts=said,
            why=why.strip()[:300],
            writers=sorted({*(known.writers if known else ()), by.pk}),
            version=F("version") + 1,
            changed_at=now,
        )
    )
    if known is None or not kept:
        raise Stale(
            _("A colleague saved this draft meanwhile. Your words are still here: compare, then save.")
        )
    known.refresh_from_db()
    return known


@transaction.atomic
def submit(*, revision: Revision, by: Member, now: datetime) -> None:
    """Hand a draft to a colleague who wrote nothing in it. Raises Refused."""
    policies.require_may_write(by, revision, now=now)
    if missing := revision.missing:
        named = ", ".join(str(one.label) for one in missing[:NAMED])
        raise Refused(
            _("A standard needs all fourteen components. Still empty: %(which)s.")
            % {"which": f"{named}, …" if len(missing) > NAMED else named}
        )
    held = Revision.objects.seen_by(by).in_force().filter(service_id=revision.service_id).first()
    if held is not None and held.parts == revision.parts:
        raise Refused(_("Nothing in it differs from the standard in force. Write what changes first."))
    if held is not None and not revision.why:
        raise Refused(_("Write in a few words what changed."), field="why")
    FLOW.move(revision, RevisionState.IN_REVIEW, returned_why="", changed_at=now)
    name = revision.service.name
    ledger.write(
        did="standards.submitted", by=by, to=revision, at=now, words={"number": revision.number, "name": name}
    )
    able = people.members_who_may(revision.institution_id, Permission.MANAGE_STANDARDS)
    notices.tell(
        institution_id=revision.institution_id,
        to=able.exclude(pk__in=revision.writers).values_list("pk", flat=True),
        kind="standards.approval",
        title=Sentence(gettext_noop("The standard of “%(name)s” waits for your approval"), {"name": name}),
        url=reverse("standards:revision", args=[revision.pk]),
        now=now,
    )


def _sound_names(
    name: str, short_name: str, *, unit: OrgUnit | None, service: Service | None, by: Member
) -> tuple[str, str]:
    name, short_name = name.strip(), short_name.strip()
    if unit is not None and unit.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."), field="unit")
    try:
        CALLED(short_name)
    except ValidationError as no:
        raise Refused(no.messages[0], field="short_name") from None
    others = Service.objects.seen_by(by).exclude(pk=service.pk if service else 0)
    if others.filter(name__iexact=name).exists():
        raise Refused(_("There is a service of this name already."), field="name")
    if others.filter(short_name__iexact=short_name).exists():
        raise Refused(_("Another service has this short name already."), field="short_name")
    return name, short_name


def _listed(also_called: str) -> str:
    """Other names, each once, separated by commas."""
    names = (one.strip() for one in also_called.replace("\n", ",").split(","))
    return ", ".join(dict.fromkeys(filter(None, names)))[:500]
