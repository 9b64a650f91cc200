"""Which designs there are: the house's own, and those an office put into its data folder."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pendopo.broadcast.visuals.press.design import (
    FIELDS,
    TEMPLATE,
    Design,
    Group,
    NotADesign,
    Spoken,
    house_designs,
    read,
)
from pendopo.broadcast.visuals.press.sizes import SIZES
from pendopo.foundation.errors import Refused

GROUPS: Final = {
    Group.INFORM: _l("Inform"),
    Group.SERVICE: _l("Services"),
    Group.FIGURES: _l("Figures"),
    Group.PEOPLE: _l("People and days"),
    Group.ALERT: _l("Warnings and emergencies"),
    Group.TRUTH: _l("Facts and corrections"),
}
SIZE_NAMES: Final = {
    "portrait": _l("Feed, upright (4:5)"),
    "square": _l("Feed, square (1:1)"),
    "story": _l("Story (9:16)"),
    "status": _l("WhatsApp status (9:16)"),
    "wide": _l("Wide (16:9)"),
    "link": _l("Link preview (1.91:1)"),
    "carousel": _l("Carousel (pages)"),
    "a4": _l("Poster A4"),
    "a3": _l("Poster A3"),
}


class _Own:
    """An office's own designs, read again when a file of theirs has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[tuple[str, int], ...] = ()
        self._designs: Mapping[str, Design] = {}
        self._faults: tuple[str, ...] = ()

    def found(self, folder: Path) -> tuple[Mapping[str, Design], tuple[str, ...]]:
        """Those that can be used, and what is wrong with the others."""
        folders = sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
        seen = tuple(
            (str(file), file.stat().st_mtime_ns)
            for one in folders
            for file in (one / TEMPLATE, one / FIELDS)
            if file.exists()
        )
        with self._lock:
            if seen != self._seen:
                designs, faults = {}, []
                for one in folders:
                    try:
                        design = read(one)
                    except NotADesign as no:
                        faults.append(str(no))
                        continue
                    if design.key in house_designs():
                        faults.append(
                            f"{design.key}: the house has a design of this name; give the folder another one."
                        )
                        continue
                    designs[design.key] = design
                self._seen, self._designs, self._faults = seen, designs, tuple(faults)
            return self._designs, self._faults


_own: Final = _Own()


def own_folder() -> Path:
    """Where an office puts its designs."""
    return Path(settings.DESIGNS_FOLDER)


def designs() -> Mapping[str, Design]:
    """Every design that can be used, the house's first."""
    found, _faults = _own.found(own_folder())
    return {**house_designs(), **found}


def faults() -> tuple[str, ...]:
    """What is wrong with folders in the data folder that are no designs, for whoever writes them."""
    return _own.found(own_folder())[1]


def design(key: str) -> Design:
    """The design of that name. Raises Refused when there is none (any more)."""
    try:
        return designs()[key]
    except KeyError as error:
        raise Refused(_("This template is not here any more. Choose another one.")) from error


def spoken(words: Spoken) -> str:
    """A phrase of a design in the language of the screen."""
    return words.id if (get_language() or "id").startswith("id") else words.en


def sizes_of(one: Design) -> list[tuple[str, str]]:
    """The sizes of a design with their names, in the house's order."""
    return [(key, str(SIZE_NAMES[key])) for key in SIZES if key in one.sizes]
