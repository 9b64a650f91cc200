"""Every write about the institution itself: how it begins, its units, its brand, its working days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pendopo.foundation import events, ledger
from pendopo.foundation.clock import Zone
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.people import policies
from pendopo.institution.people.actions import a_person
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission, Role
from pendopo.institution.structure import queries
from pendopo.institution.structure.events import UnitClosed, UnitMoved, WorkingDaysChanged
from pendopo.institution.structure.models import Institution, LadderContact, OrgUnit, Rung
from pendopo.institution.structure.working_days import calendar_of

FIRST_RUN_LOCK: Final = 7_220_115
DESCRIPTION: Final = ("name", "short_name", "address", "phone", "email", "website", "zone")
BRAND: Final = ("colour", "accent", "logo", "heading_font", "body_font", "voice")
WORKING_DAYS: Final = (
    "six_days",
    "office_hours",
    "hours_instead",
    "closed_days",
    "regional_holidays",
    "worked_days",
)
UNIT: Final = ("name", "short_name", "duties", "email", "phone")


@transaction.atomic
def set_up(
    *,
    name: str,
    administrator: str,
    email: str,
    password: str,
    now: datetime,
    short_name: str = "",
    zone: str = Zone.WIB,
) -> Member:
    """The first institution of an empty house, and the person who administers it.

    Raises Refused when somebody else has done it meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_RUN_LOCK])
    if Institution.objects.exists():
        raise Refused(_("This house has been set up already. Sign in instead."))
    return make_institution(
        name=name,
        short_name=short_name,
        zone=zone,
        administrator=administrator,
        email=email,
        password=password,
        now=now,
    )


@transaction.atomic
def make_institution(
    *,
    name: str,
    administrator: str,
    email: str,
    password: str,
    now: datetime,
    short_name: str = "",
    zone: str = Zone.WIB,
    **fields: Any,
) -> Member:
    """One more institution in this house, with its first administrator."""
    institution = Institution.objects.create(
        name=name, short_name=short_name, zone=zone, slug=_free_slug(short_name or name), **fields
    )
    person = a_person(email=email, name=administrator, password=password)
    with acting_for(institution.pk):
        member = Member.objects.create(
            institution=institution, person=person, roles=[Role.ADMINISTRATOR.value]
        )
        ledger.write(did="institution.made", by=member, to=institution, at=now, words={"name": name})
    return member


@transaction.atomic
def describe(*, by: Member, now: datetime, **fields: Any) -> None:
    """What is known of the institution: its names, address and time zone."""
    policies.require(by, Permission.MANAGE_SETTINGS, now=now)
    _change(by=by, allowed=DESCRIPTION, fields=fields, did="institution.described", now=now)


@transaction.atomic
def change_brand(*, by: Member, now: datetime, **fields: Any) -> None:
    """How the institution looks and speaks. Colours that cannot be read are mended where they are shown."""
    policies.require(by, Permission.MANAGE_SETTINGS, now=now)
    _change(by=by, allowed=BRAND, fields=fields, did="institution.brand_changed", now=now)


@transaction.atomic
def change_working_days(*, by: Member, now: datetime, **fields: Any) -> None:
    """When the office works. Raises Refused when the days and hours cannot be."""
    policies.require(by, Permission.MANAGE_SETTINGS, now=now)
    wanted = queries.institution(by.institution_id)
    for name, value in fields.items():
        setattr(wanted, name, value)
    try:
        calendar_of(wanted)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(_("These working days and hours cannot be: %(why)s") % {"why": error}) from error
    if _change(by=by, allowed=WORKING_DAYS, fields=fields, did="institution.working_days_changed", now=now):
        events.tell(WorkingDaysChanged(institution_id=by.institution_id, at=now))


@transaction.atomic
def require_second_factor(*, roles: Iterable[Role], by: Member, now: datetime) -> None:
    """Say whose roles must sign in with a second factor."""
    policies.require(by, Permission.MANAGE_SETTINGS, now=now)
    wanted = set(roles)
    chosen = [role.value for role in Role if role in wanted]
    _change(
        by=by,
        allowed=("requires_second_factor",),
        fields={"requires_second_factor": chosen},
        did="institution.second_factor",
        now=now,
        words={"roles": ", ".join(str(Role(role).label) for role in chosen) or "-"},
    )


@transaction.atomic
def add_unit(*, parent: OrgUnit | None, by: Member, now: datetime, **fields: Any) -> OrgUnit:
    """A new unit, at the top or under another. Raises Refused when its name is taken."""
    policies.require(by, Permission.MANAGE_UNITS, now=now)
    _open(parent)
    _free_name(by, fields["name"])
    unit = OrgUnit.objects.create(
        institution_id=by.institution_id, parent=parent, **{name: fields.get(name, "") for name in UNIT}
    )
    ledger.write(did="unit.added", by=by, to=unit, at=now, words={"unit": unit.name})
    return unit


@transaction.atomic
def change_unit(*, unit: OrgUnit, by: Member, now: datetime, **fields: Any) -> None:
    """What a unit is called and what it answers for. Raises Refused when its name is taken."""
    policies.require(by, Permission.MANAGE_UNITS, now=now)
    _free_name(by, fields.get("name", unit.name), but=unit)
    changed = {name: fields[name] for name in UNIT if name in fields and getattr(unit, name) != fields[name]}
    if not changed:
        return
    OrgUnit.objects.seen_by(by).filter(pk=unit.pk).update(**changed)
    for name, value in changed.items():
        setattr(unit, name, value)
    ledger.write(did="unit.changed", by=by, to=unit, at=now, words={"unit": unit.name})


@transaction.atomic
def move_unit(*, unit: OrgUnit, parent: OrgUnit | None, by: Member, now: datetime) -> None:
    """Put a unit under another, or at the top. Raises Refused when it would come to stand under itself."""
    policies.require(by, Permission.MANAGE_UNITS, now=now)
    _open(parent)
    if unit.parent_id == (parent.pk if parent else None):
        return
    # One move at a time: two that are harmless each could close a circle together.
    list(OrgUnit.objects.seen_by(by).select_for_update().order_by("pk").values_list("pk", flat=True))
    if parent is not None and queries.is_below(parent, unit):
        raise Refused(
            _("%(parent)s stands under %(unit)s. Move it away first.")
            % {"parent": parent.called, "unit": unit.called},
            field="parent",
        )
    OrgUnit.objects.seen_by(by).filter(pk=unit.pk).update(parent=parent)
    unit.parent = parent
    ledger.write(
        did="unit.moved",
        by=by,
        to=unit,
        at=now,
        words={
            "unit": unit.name,
            "parent": parent.name if parent else queries.institution(by.institution_id).name,
        },
    )
    events.tell(UnitMoved(institution_id=unit.institution_id, unit_id=unit.pk, at=now))


@transaction.atomic
def close_unit(*, unit: OrgUnit, by: Member, now: datetime) -> None:
    """A unit is no more; what it did stays recorded under its name. Raises Refused, Stale."""
    policies.require(by, Permission.MANAGE_UNITS, now=now)
    if queries.units(by).filter(parent=unit).exists():
        raise Refused(
            _("Units still stand under %(unit)s. Move or close them first.") % {"unit": unit.called}
        )
    if Member.objects.seen_by(by).active().filter(unit=unit).exists():
        raise Refused(_("People still belong to %(unit)s. Move them first.") % {"unit": unit.called})
    if not OrgUnit.objects.seen_by(by).filter(pk=unit.pk, closed_at__isnull=True).update(closed_at=now):
        raise Stale(_("This unit has been closed already."))
    unit.closed_at = now
    ledger.write(did="unit.closed", by=by, to=unit, at=now, words={"unit": unit.name})
    events.tell(UnitClosed(institution_id=unit.institution_id, unit_id=unit.pk))


@dataclass(frozen=True, kw_only=True)
class Reachable:
    """Somebody on a rung of the ladder, and how to reach them."""

    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def change_ladder(
    *, unit: OrgUnit | None, contacts: Mapping[Rung, Reachable | None], by: Member, now: datetime
) -> None:
    """Say who is reminded of what a unit owes; None takes somebody off a rung. Without a unit: the whole house.

    Raises Refused when somebody named can't be reached.
    """
    policies.require(by, Permission.MANAGE_CASE_RULES, now=now)
    _open(unit)
    known = queries.ladder_of(by, unit)
    changed = []
    for rung, wanted in contacts.items():
        before = known.get(rung)
        if (
            Reachable(name=before.name, email=before.email, phone=before.phone) if before else None
        ) == wanted:
            continue
        if wanted is not None and not (wanted.email or wanted.phone):
            raise Refused(
                _("Write an e-mail address or a telephone number of %(name)s.") % {"name": wanted.name},
                field=f"{rung.value}_email",
            )
        changed.append(rung)
        rows = LadderContact.objects.seen_by(by).filter(unit=unit, rung=rung)
        if wanted is None:
            rows.delete()
        elif not rows.update(name=wanted.name, email=wanted.email, phone=wanted.phone):
            LadderContact.objects.create(
                institution_id=by.institution_id,
                unit=unit,
                rung=rung,
                name=wanted.name,
                email=wanted.email,
                phone=wanted.phone,
            )
    if changed:
        ledger.write(
            did="unit.ladder_changed",
            by=by,
            to=unit or queries.institution(by.institution_id),
            at=now,
            words={
                "unit": unit.name if unit else queries.institution(by.institution_id).name,
                "rungs": [rung.value for rung in changed],
            },
        )


def _change(
    *,
    by: Member,
    allowed: tuple[str, ...],
    fields: Mapping[str, Any],
    did: str,
    now: datetime,
    words: Mapping[str, Any] | None = None,
) -> bool:
    """Change the institution's row; whether anything was another than before."""
    if strangers := set(fields) - set(allowed):
        raise TypeError(f"not to be changed here: {sorted(strangers)}")
    row = Institution.objects.select_for_update().get(pk=by.institution_id)
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(row, name, value)
        setattr(by.institution, name, value)
    row.save(update_fields=list(changed))
    named = ", ".join(
        _(str(getattr(Institution._meta.get_field(name), "verbose_name", name))) for name in changed
    )
    ledger.write(did=did, by=by, to=row, at=now, words={"fields": named, **(words or {})})
    return True


def _open(parent: OrgUnit | None) -> None:
    if parent is not None and parent.closed_at is not None:
        raise Refused(_("This unit is closed. Choose another one."), field="parent")


def _free_name(by: Member, name: str, *, but: OrgUnit | None = None) -> None:
    same = OrgUnit.objects.seen_by(by).filter(name=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise Refused(_("There is a unit of this name already."), field="name")


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50].strip("-") or "instansi"
    taken = set(Institution.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := stem if number == 1 else f"{stem}-{number}") not in taken
    )
