"""What the rules and the clock have to know about the institution around a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pendopo.broadcast.content.lanes import Lane, packaged_lanes, steps_from
from pendopo.broadcast.content.models import Crisis, LaneSetting, OfficeRules, OfficeTuning
from pendopo.broadcast.content.rules import (
    STANDARD,
    Avoided,
    Candidate,
    ElectionPeriod,
    ExemptItem,
    OfficeFacts,
    Published,
    Tuning,
    TuningInvalid,
    Voice,
    solemn_days,
)
from pendopo.foundation.clock import WorkingCalendar
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.models import Institution, OrgUnit
from pendopo.institution.structure.queries import calendar_of


def lanes_of(institution_id: int) -> dict[str, Lane]:
    """The office's lanes: the packaged ones, each with the steps the office set for it."""
    found = dict(packaged_lanes())
    for setting in LaneSetting.objects.filter(institution_id=institution_id):
        if setting.key in found:
            found[setting.key] = _with_steps(found[setting.key], setting.steps)
    return found


def lane_of(institution_id: int, key: str) -> Lane:
    """One lane of the office."""
    setting = LaneSetting.objects.filter(institution_id=institution_id, key=key).first()
    lane = packaged_lanes()[key]
    return _with_steps(lane, setting.steps) if setting else lane


def _with_steps(lane: Lane, steps: list[Mapping[str, Any]]) -> Lane:
    return Lane(
        key=lane.key,
        steps=steps_from(steps),
        window_hours=lane.window_hours,
        late_minutes=lane.late_minutes,
        always_on=lane.always_on,
        first=lane.first,
    )


def tuning_of(institution_id: int, now: datetime) -> Tuning:
    """What this office set and holds now; the standard where nothing is set yet."""
    kept = OfficeTuning.objects.filter(institution_id=institution_id).holding(now).first()
    return tuning_in(kept)


def tuning_in(kept: OfficeTuning | None) -> Tuning:
    """A version as it is read today: the standard where its settings are older than the rules they are about."""
    try:
        return Tuning.read(kept.settings) if kept else STANDARD
    except TuningInvalid:
        return STANDARD


def facts(institution: Institution, days: Iterable[date]) -> OfficeFacts:
    """Everything around the text."""
    calendar: WorkingCalendar = calendar_of(institution)
    rules = OfficeRules.objects.filter(institution_id=institution.pk).first()
    units = OrgUnit.objects.filter(institution_id=institution.pk, closed_at__isnull=True)
    own = accounts.accounts(institution.pk)
    published: Mapping[str, list[str]] = rules.published if rules else {}
    return OfficeFacts(
        calendar=calendar,
        own_handles=frozenset(account.handle for account in own),
        published=Published.of(
            phones=[
                *filter(None, [institution.phone, *(unit.phone for unit in units)]),
                *published.get("phones", []),
            ],
            emails=[
                *filter(None, [institution.email, *(unit.email for unit in units)]),
                *published.get("emails", []),
            ],
            bank_accounts=published.get("bank_accounts", []),
            addresses=[
                *filter(None, [institution.address]),
                *published.get("addresses", []),
            ],
        ),
        exempt=tuple(
            ExemptItem(number=str(one["number"]), words=str(one["words"]))
            for one in ([*rules.exempt, *rules.exempt_listed] if rules else [])
        ),
        elections=elections_of(rules),
        solemn_days=solemn_days(days, calendar),
        in_crisis=Crisis.objects.filter(institution_id=institution.pk).on().exists(),
        voice=_voice(institution.voice),
    )


def elections_of(rules: OfficeRules | None) -> tuple[ElectionPeriod, ...]:
    """The election periods that an office entered, in its order."""
    return tuple(_election(one) for one in (rules.elections if rules else []))


def _voice(kept: Mapping[str, Any]) -> Voice:
    """The voice rules of the brand; a line such as "masyarakat -> warga" names what is said instead."""
    return Voice(
        address=str(kept.get("address", "")),
        avoided=tuple(
            Avoided(said=said.strip(), instead=instead.strip())
            for line in kept.get("avoid", [])
            for said, _arrow, instead in [str(line).replace("→", "->").partition("->")]
            if said.strip()
        ),
    )


def _election(raw: Mapping[str, Any]) -> ElectionPeriod:
    return ElectionPeriod(
        name=raw["name"],
        first=date.fromisoformat(raw["first"]),
        last=date.fromisoformat(raw["last"]),
        candidates=tuple(
            Candidate(
                name=one["name"],
                number=one.get("number"),
                slogans=tuple(one.get("slogans", [])),
                other_names=tuple(one.get("other_names", [])),
            )
            for one in raw.get("candidates", [])
        ),
    )
