"""What is examined. Everything a rule may want to know is handed in here: rules ask nobody."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pendopo.broadcast.content.rules.sketches import Sketch, sketch
from pendopo.foundation.clock import WorkingCalendar, national_days_on
from pendopo.foundation.personal_data import NOTHING_PUBLISHED, Published
from pendopo.networks.contract import Limits


@dataclass(frozen=True, kw_only=True)
class PictureFacts:
    """One picture as it would be sent: the rendition where there is one, else the original."""

    key: str
    kind: str  # MIME type
    width: int
    height: int
    size: int  # bytes
    alt: str = ""
    shows_minor: bool = False
    shows_patient: bool = False
    consent_ref: str = ""
    has_rights: bool = True  # False: nobody knows yet whether the office may show it


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What one account would say. A text equal to the master's follows it and is judged once."""

    account_key: str
    account_name: str
    network: str
    limits: Limits
    text: str
    title: str = ""
    link: str = ""
    pictures: tuple[PictureFacts, ...] = ()
    thread: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    due_at: datetime | None = None
    owner_unit: str = ""  # the unit the account belongs to


@dataclass(frozen=True, kw_only=True)
class SourceFacts:
    """Where a claim comes from: a document, a link, or a person with a statement."""

    kind: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class ExemptItem:
    """An entry of the list of exempt information: words that must not appear in public."""

    number: str  # in the register; the finding names this and never the words
    words: str


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody standing for election: what a neutral institution does not write."""

    name: str
    number: int | None = None
    slogans: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ElectionPeriod:
    """From `first` to `last`, both included, R14 holds; candidates are the institution's own list."""

    name: str
    first: date
    last: date
    candidates: tuple[Candidate, ...] = ()

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class SolemnDay:
    on: date
    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class Avoided:
    """A word the office does not use; `instead` is empty where it named no other."""

    said: str
    instead: str = ""


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How the office speaks, as its brand says."""

    address: str = ""
    avoided: tuple[Avoided, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OfficeFacts:
    """The institution around the text."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    own_handles: frozenset[str] = frozenset()
    published: Published = NOTHING_PUBLISHED
    exempt: tuple[ExemptItem, ...] = ()
    elections: tuple[ElectionPeriod, ...] = ()
    solemn_days: tuple[SolemnDay, ...] = ()
    in_crisis: bool = False
    voice: Voice = Voice()


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A text that is scheduled or was posted; make it with `Recent.of`, its sketch is kept."""

    item_key: str
    title: str
    account_keys: frozenset[str]
    at: datetime
    same: str
    sketch: Sketch

    @classmethod
    def of(
        cls, *, item_key: str, text: str, account_keys: Iterable[str], at: datetime, title: str = ""
    ) -> Recent:
        same, drawn = _sketched(text)
        return cls(
            item_key=item_key,
            title=title,
            account_keys=frozenset(account_keys),
            at=at,
            same=same,
            sketch=drawn,
        )


@functools.lru_cache(maxsize=4096)
def _sketched(text: str) -> tuple[str, Sketch]:
    return sketch(text)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One content item with everything around it. `now` is when it is examined."""

    text: str
    now: datetime
    title: str = ""
    link: str = ""
    pictures: tuple[PictureFacts, ...] = ()
    thread: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    pillar: str = ""
    owner_unit: str = ""
    office: OfficeFacts = field(default_factory=OfficeFacts)
    item_key: str = ""
    corrects: Mapping[str, str] = field(default_factory=dict)  # account_key -> where what it corrects stands
    recents: tuple[Recent, ...] = ()
    last_used: frozenset[str] = frozenset()  # the accounts this person posted from last
    link_statuses: Mapping[str, int] = field(default_factory=dict)  # url -> HTTP status, 0: no answer

    @property
    def appears_at(self) -> datetime:
        """When the first account would show it; now where no time is set."""
        return min((one.due_at or self.now for one in self.variants), default=self.now)

    @property
    def due_days(self) -> tuple[date, ...]:
        """The days on which it would appear, by the office's own clock; today where none is set."""
        zone = self.office.calendar.zone
        days = {zone.day_of(one.due_at or self.now) for one in self.variants} or {zone.day_of(self.now)}
        return tuple(sorted(days))


def solemn_days(days: Iterable[date], calendar: WorkingCalendar) -> tuple[SolemnDay, ...]:
    """The solemn days among `days`, for `OfficeFacts.solemn_days`."""
    return tuple(
        SolemnDay(on=one.on, name=one.name, name_en=one.name_en)
        for day in sorted(set(days))
        for one in national_days_on(day, calendar.decrees)
        if one.is_solemn
    )
