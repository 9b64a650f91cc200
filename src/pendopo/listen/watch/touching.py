"""Whether a warning concerns this office, decided by place, with the reasons; what cannot be decided concerns it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from pendopo.institution.notices.words import Sentence
from pendopo.listen.watch.reading import Point, Shape, Warned, distance_km, has_tsunami, nearest_km

REAL_ONLY = gettext_noop("It is an exercise or a test.")
FELT_HERE = gettext_noop("Felt in %(word)s.")
NAMES_US = gettext_noop("Names %(word)s.")
NEAR = gettext_noop("%(km)s km from us; we watch within %(radius)s km.")
FAR = gettext_noop("%(km)s km from us, which is more than %(radius)s km.")
WEAK = gettext_noop("Magnitude %(magnitude)s is below %(least)s, and nobody felt it in our region.")
TSUNAMI = gettext_noop("A tsunami is possible.")
INSIDE = gettext_noop("We lie inside the area that is warned.")
NO_PLACE = gettext_noop("The office has not said where it lies, so every warning concerns it.")
NO_AREA = gettext_noop("The warning draws no area, and names nothing of our region.")
NOT_HERE = gettext_noop("It names nothing of our region.")
# An outline this near counts as touching: subdistricts are drawn coarsely.
OUTLINE_KM = 15
KIND_OF_REGION = re.compile(r"^(kabupaten|kab|kota|kecamatan|kec|provinsi|prov)\b\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Here:
    """Where the office is, and what it calls its region."""

    point: Point | None
    radius_km: int
    least_magnitude: float
    region: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Touch:
    """The decision, and why: sentences to translate, each with its words."""

    touches: bool
    reasons: tuple[tuple[str, dict[str, str]], ...]

    def kept(self) -> list[dict[str, object]]:
        """As a row keeps them."""
        return [Sentence(sentence, words).kept() for sentence, words in self.reasons]


def touch(warned: Warned, here: Here) -> Touch:
    """Decide about one warning."""
    if not warned.is_real:
        return Touch(touches=False, reasons=((REAL_ONLY, {}),))
    if here.point is None and not here.region:
        return Touch(touches=True, reasons=((NO_PLACE, {}),))
    return _quake(warned, here) if warned.shape == Shape.QUAKE else _weather(warned, here)


def _quake(warned: Warned, here: Here) -> Touch:
    named = _named(here.region, warned.felt)
    if named:
        return Touch(touches=True, reasons=tuple((FELT_HERE, {"word": word}) for word in named))
    if here.point is None or warned.centre is None:
        near = _named(here.region, warned.area)
        reasons = tuple((NAMES_US, {"word": word}) for word in near) or ((NOT_HERE, {}),)
        return Touch(touches=bool(near), reasons=reasons)
    km = distance_km(here.point, warned.centre)
    said = {"km": str(round(km)), "radius": str(here.radius_km)}
    tsunami = has_tsunami(warned.potential)
    # A wave travels further than the shaking does.
    if tsunami and km <= max(here.radius_km * 4, 600):
        return Touch(touches=True, reasons=((TSUNAMI, {}), (NEAR if km <= here.radius_km else FAR, said)))
    if km > here.radius_km:
        return Touch(touches=False, reasons=((FAR, said),))
    if warned.magnitude is not None and warned.magnitude < here.least_magnitude:
        weak = {"magnitude": f"{warned.magnitude:.1f}", "least": f"{here.least_magnitude:.1f}"}
        return Touch(touches=False, reasons=((WEAK, weak),))
    return Touch(touches=True, reasons=((NEAR, said),))


def _weather(warned: Warned, here: Here) -> Touch:
    """By its outlines where it draws them and we know where we are; by names where it does not, or names us."""
    named = _named(here.region, f"{warned.text}\n{warned.area}\n{warned.headline}")
    reasons: list[tuple[str, dict[str, str]]] = [(NAMES_US, {"word": word}) for word in named]
    nearest = (
        min((nearest_km(here.point, one) for one in warned.outlines), default=None) if here.point else None
    )
    if nearest is not None:
        said = {"km": str(round(nearest)), "radius": str(OUTLINE_KM)}
        if nearest == 0:
            reasons.insert(0, (INSIDE, {}))
        elif nearest <= OUTLINE_KM:
            reasons.insert(0, (NEAR, said))
        elif not reasons:
            return Touch(touches=False, reasons=((FAR, said),))
    if reasons:
        return Touch(touches=True, reasons=tuple(reasons))
    return Touch(touches=False, reasons=((NOT_HERE if warned.outlines else NO_AREA, {}),))


def _named(region: Sequence[str], said: str) -> list[str]:
    """Which words of the region stand there, whole and in whatever capitals; BMKG says Sleman, not Kabupaten Sleman."""
    return [word for word in region if _pattern(word).search(said)]


def _pattern(word: str) -> re.Pattern[str]:
    bare = KIND_OF_REGION.sub("", word).strip() or word
    return re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)", re.IGNORECASE)
