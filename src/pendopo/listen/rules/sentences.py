"""A rule as people read it: "When ... then ...", with names instead of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pendopo.listen.inbox.states import HideReason, Intent, Urgency
from pendopo.listen.rules.conditions import ON_DUTY, Then, When
from pendopo.listen.rules.states import Author, Hours


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the numbers in rules are called; what is not here any more is said to be gone."""

    networks: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    saved: Mapping[int, str] = field(default_factory=dict)


def when_said(when: When, names: Names) -> list[str]:
    """Each condition as the end of a sentence that begins with "When"."""
    said = []
    if when.networks:
        said.append(_("it comes from %(which)s") % {"which": _any(when.networks, names.networks)})
    if when.accounts:
        said.append(_("it is written to %(which)s") % {"which": _any(when.accounts, names.accounts)})
    if when.words:
        said.append(_("it says %(which)s") % {"which": _or([f"“{one}”" for one in when.words])})
    if when.intents:
        said.append(
            _("it is read as %(which)s") % {"which": _or([str(Intent(one).label) for one in when.intents])}
        )
    if when.units:
        said.append(_("it seems to be for %(which)s") % {"which": _any(when.units, names.units)})
    if when.urgencies:
        said.append(
            _("its urgency is %(which)s")
            % {"which": _or([str(Urgency(one).label) for one in when.urgencies])}
        )
    if when.hours:
        said.append(_("it comes %(when)s") % {"when": Hours(when.hours).label})
    if when.begins:
        said.append(
            _("it comes between %(begins)s and %(ends)s")
            % {"begins": when.begins.replace(":", "."), "ends": when.ends.replace(":", ".")}
        )
    if when.author:
        said.append(_("it is by somebody %(who)s") % {"who": Author(when.author).label})
    return said


def then_said(then: Then, names: Names) -> list[str]:
    """Each consequence as the end of a sentence that begins with "then"."""
    said = []
    if then.assign:
        said.append(_("hand it to %(who)s, if nobody has it") % {"who": _whom(then.assign, names)})
    if then.labels:
        said.append(
            _("label it %(which)s") % {"which": _and([names.labels.get(one, _gone()) for one in then.labels])}
        )
    if then.draft:
        said.append(_("propose the answer “%(title)s”") % {"title": names.saved.get(then.draft, _gone())})
    if then.opens_case:
        said.append(_("open a case"))
    if then.hide:
        said.append(_("propose to hide it: %(why)s") % {"why": HideReason(then.hide).label})
    if then.alert:
        said.append(_("alert %(who)s at once") % {"who": _whom(then.alert, names)})
    return said


def _whom(whom: str, names: Names) -> str:
    return _("whoever is on duty") if whom == ON_DUTY else names.members.get(int(whom), _gone())


def _any(chosen: tuple[str, ...] | tuple[int, ...], names: Mapping[str, str] | Mapping[int, str]) -> str:
    known: dict[object, str] = dict(names.items())
    return _or([known.get(one, _gone()) for one in chosen])


def _or(words: list[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    )


def _and(words: list[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    )


def _gone() -> str:
    return _("something that is gone")
