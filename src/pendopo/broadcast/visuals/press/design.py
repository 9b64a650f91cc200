"""A design: a folder with `template.typ` (how it is drawn) and `fields.toml` (what is filled in). Read strictly.

The house's own stand in `visuals/designs/`; an office's own in its data folder, where they are told apart by their name.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pendopo.broadcast.visuals.press.sizes import SIZES

HERE: Final = Path(__file__).parent.parent / "designs"
NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TEMPLATE: Final = "template.typ"
FIELDS: Final = "fields.toml"
TEMPLATE_BYTES: Final = 60_000
PAGES: Final = re.compile(r"^#let pages\(", re.MULTILINE)


class NotADesign(Exception):
    """A folder that is no design; the message says what to mend, for whoever writes designs."""


class Kind(StrEnum):
    """What a field holds, and as what it reaches the template."""

    LINE = "line"  # a string without line breaks
    TEXT = "text"  # a string
    LIST = "list"  # strings
    PAIRS = "pairs"  # (left, right) strings
    CHOICE = "choice"  # one of `options`, by its key
    PICTURE = "picture"  # nothing in the words: `photo(c, name, ...)` draws it
    CHART = "chart"  # nothing in the words: `chart(c, name, ...)` draws it


class Group(StrEnum):
    """Families of the gallery, in its order."""

    INFORM = "inform"
    SERVICE = "service"
    FIGURES = "figures"
    PEOPLE = "people"
    ALERT = "alert"
    TRUTH = "truth"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spoken(Strict):
    """A phrase in both languages of the screen; an office writes a plain string, which then holds for both."""

    id: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"id": value, "en": value} if isinstance(value, str) else value

    def __str__(self) -> str:
        return self.id


class Option(Strict):
    """One of the choices of a field."""

    key: str
    label: Spoken


class DesignField(Strict):
    """One thing to fill in. `most` is characters (of each entry, for lists and pairs), `entries` how many of those.

    `name_most` is characters of the first of a pair: a day, a place, what is counted.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    label: Spoken
    help: Spoken | None = None
    required: bool = False
    most: int = Field(default=200, ge=1, le=3000)
    name_most: int = Field(default=22, ge=1, le=200)
    entries: int = Field(default=8, ge=1, le=40)
    options: tuple[Option, ...] = ()
    charts: tuple[Literal["bar", "grouped", "line", "share", "map", "cards"], ...] = ()  # none: any
    example: Any = ""

    @model_validator(mode="after")
    def _whole(self) -> DesignField:
        if (self.kind == Kind.CHOICE) != bool(self.options):
            raise ValueError(f"{self.key}: a choice, and only a choice, has options")
        return self

    @property
    def says_words(self) -> bool:
        return self.kind in {Kind.LINE, Kind.TEXT, Kind.LIST, Kind.PAIRS}


class Description(Strict):
    """What fields.toml says."""

    name: Spoken
    about: Spoken
    group: Group
    drawings: tuple[str, ...] = ()
    sizes: tuple[str, ...] = tuple(key for key in SIZES if key != "carousel")
    fields: tuple[DesignField, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Description:
        if strange := [key for key in self.sizes if key not in SIZES]:
            raise ValueError(f"no such size: {', '.join(strange)}")
        keys = [field.key for field in self.fields]
        if len(set(keys)) < len(keys):
            raise ValueError("two fields have one key")
        return self


class Design:
    """One design as it was read."""

    def __init__(self, key: str, folder: Path, description: Description, template: str) -> None:
        self.key: Final = key
        self.folder: Final = folder
        self.description: Final = description
        self.template: Final = template
        self.has_pages: Final = bool(PAGES.search(template))

    @property
    def fields(self) -> tuple[DesignField, ...]:
        return self.description.fields

    def field(self, key: str) -> DesignField | None:
        return next((one for one in self.fields if one.key == key), None)

    @functools.cached_property
    def sizes(self) -> tuple[str, ...]:
        """Its sizes; a carousel where the template has pages."""
        wanted = self.description.sizes
        return (*wanted, "carousel") if self.has_pages and "carousel" not in wanted else wanted

    @functools.cached_property
    def example(self) -> dict[str, Any]:
        """The words it is shown with before anything is filled in."""
        return {field.key: field.example for field in self.fields if field.example not in ("", [], {})}


def read(folder: Path) -> Design:
    """Read one folder. Raises NotADesign with what to mend."""
    key = folder.name
    if not NAME.fullmatch(key):
        raise NotADesign(f"{key}: name the folder in lower case with hyphens, such as weekly-price.")
    try:
        template = (folder / TEMPLATE).read_text(encoding="utf-8")
        said: Mapping[str, Any] = tomllib.loads((folder / FIELDS).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotADesign(f"{key}: {Path(error.filename).name} is missing.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotADesign(f"{key}: {error}") from error
    if len(template) > TEMPLATE_BYTES:
        raise NotADesign(f"{key}: {TEMPLATE} is larger than {TEMPLATE_BYTES} characters.")
    if "#let draw(" not in template:
        raise NotADesign(f"{key}: {TEMPLATE} needs `#let draw(c) = sheet(c, ...)`.")
    try:
        description = Description.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotADesign(f"{key}: {FIELDS}, {where or 'whole'}: {first['msg']}") from error
    return Design(key, folder, description, template)


@functools.cache
def house_designs() -> Mapping[str, Design]:
    """The house's own, in the order of their groups and names."""
    found = [read(folder) for folder in sorted(HERE.iterdir()) if (folder / FIELDS).exists()]
    order = list(Group)
    found.sort(key=lambda one: (order.index(one.description.group), one.key))
    return {one.key: one for one in found}
