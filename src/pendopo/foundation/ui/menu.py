"""What the page shell shows around a page: menu, nameplate and the person who is signed in.

The shell knows no rooms. `pendopo.desk.menu` fills these shapes for each request and hands them to every
template as `menu` and `nameplate`; a page without them still renders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Item:
    """One way to go. `badge` counts what waits there, `badge_words` says it to a screen reader."""

    label: str
    url: str
    icon: str
    badge: int = 0
    badge_words: str = ""
    current: bool = False
    key: str = ""
    """A letter that opens it from the keyboard after `g`, shown in the keyboard help."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A pillar with its rooms. The desk is a section without a label."""

    items: tuple[Item, ...]
    label: str = ""

    @property
    def is_current(self) -> bool:
        return any(item.current for item in self.items)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is signed in; `role` is a word such as "Penyetuju"."""

    name: str
    role: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """A template that fills a slot of the shell; it finds its words under `slot`."""

    template: str
    words: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Everything around a page. Iterating gives the sections of the left rail.

    `bar` is the phone's bottom bar without "More", which the shell adds; `create` is the item that stands
    under the thumb and in the top line. `crisis` and `duty` fill the slots in the top line.
    """

    sections: tuple[Section, ...]
    bar: tuple[Item, ...] = ()
    create: Item | None = None
    profile: tuple[Item, ...] = ()
    person: Person | None = None
    search_url: str = ""
    sign_out_url: str = ""
    notices: Item | None = None
    crisis: Fragment | None = None
    duty: Fragment | None = None

    def __iter__(self) -> Iterator[Section]:
        return iter(self.sections)


@dataclass(frozen=True, kw_only=True)
class Nameplate:
    """Whose house it is. `colour` is a hex colour of the brand; contrast is guarded by `ui.colour`.

    Fonts are names of `ui.fonts`; empty ones are the kit's own.
    """

    name: str
    colour: str = ""
    logo_url: str = ""
    heading_font: str = ""
    body_font: str = ""
    is_demonstration: bool = False
