"""What several actions ask of a shift and of whoever stands in it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member
from pendopo.institution.roster.hours import Stretch
from pendopo.institution.roster.models import Leave, Shift
from pendopo.institution.roster.policies import require_fit_for_duty
from pendopo.institution.roster.states import STANDING


def held(*members: Member) -> None:
    """Hold the rows of these people until the transaction ends: nobody is planned twice at once."""
    ids = sorted(member.pk for member in members)
    list(Member.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def locked(shift: Shift) -> Shift:
    """The shift as it is now, held."""
    return (
        Shift.objects.seen_by(shift)
        .select_for_update(of=("self",))
        .select_related("member__person", "institution")
        .get(pk=shift.pk)
    )


def require_free(
    member: Member, on: date, stretch: Stretch, *, but: tuple[int, ...] = (), field: str = "member"
) -> None:
    """Raise Refused unless `member` may be on duty then: role, letter (R02), no leave, no other shift."""
    require_fit_for_duty(member, on, field=field)
    if (
        Leave.objects.seen_by(member)
        .filter(member=member, withdrawn_at__isnull=True, first_on__lte=on, last_on__gte=on)
        .exists()
    ):
        raise Refused(
            _("%(who)s is on leave on this day. Choose somebody else.") % {"who": member.name}, field=field
        )
    if is_busy(member, stretch, but=but):
        raise Refused(
            _("%(who)s is on duty at this time already. Choose another time or somebody else.")
            % {"who": member.name},
            field=field,
        )


def is_busy(member: Member, stretch: Stretch, *, but: tuple[int, ...] = ()) -> bool:
    """Whether they stand in another shift that overlaps."""
    return (
        Shift.objects.seen_by(member)
        .filter(
            Q(begins_at__lt=stretch.ends_at, ends_at__gt=stretch.begins_at),
            member=member,
            state__in=STANDING,
        )
        .exclude(pk__in=but)
        .exists()
    )
