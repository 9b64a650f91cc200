"""Every read of visuals that has a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.content.models.library import PictureQuerySet
from pendopo.broadcast.visuals.catalog import SIZE_NAMES, design, designs, sizes_of
from pendopo.broadcast.visuals.models import Batch, Boundaries, Film, Use, Visual, VisualQuerySet
from pendopo.broadcast.visuals.press.sizes import suiting
from pendopo.broadcast.visuals.states import LEFT_ALONE, BatchState, FilmState, VisualState
from pendopo.foundation.tenancy import whole_house
from pendopo.institution.people.models import Member

__all__ = [
    "areas_kept",
    "batch_to_wake",
    "batches_left",
    "boundaries_of",
    "designs",
    "film_to_wake",
    "films_left",
    "photographs",
    "size_suiting",
    "sizes_left",
    "sizes_of",
    "use_to_wake",
    "used_in",
    "visuals",
]

USES_LOOKED_AT: Final = 200
A_MINUTE: Final = timedelta(minutes=1)


def visuals(member: Member, *, words: str = "", is_put_away: bool = False) -> VisualQuerySet:
    """What the member's office has at hand, or has put away, the last changed first; with these words in its title."""
    whole = Visual.objects.seen_by(member).with_author().order_by("-changed_at", "-id")
    found = whole.filter(state=VisualState.PUT_AWAY) if is_put_away else whole.at_hand()
    return found.filter(title__icontains=words) if words else found


def photographs(member: Member) -> PictureQuerySet:
    """The pictures of the library, the newest first, without cards: in a card these help nobody.

    Cards of very long ago are not looked for: newer photographs stand before them.
    """
    uses = Use.objects.seen_by(member)[:USES_LOOKED_AT].values_list("picture_ids", "in_sizes")
    cards = {
        number for shown, in_sizes in uses for numbers in (shown, *in_sizes.values()) for number in numbers
    }
    return Picture.objects.seen_by(member).kept().exclude(pk__in=cards)


def size_suiting(key: str, ratio: float) -> str:
    """The size of a design that suits a network which shows pictures of this shape whole."""
    return suiting(ratio, design(key).sizes)


def boundaries_of(institution_id: int) -> str:
    """The areas of the office's region as GeoJSON; nothing where none were given."""
    return (
        Boundaries.objects.filter(institution_id=institution_id).values_list("geojson", flat=True).first()
        or ""
    )


@dataclass(frozen=True, kw_only=True)
class Used:
    """A card in a content item, and its picture in each size by the size's name."""

    use: Use
    sizes: tuple[tuple[str, int], ...]


def areas_kept(institution_id: int) -> int:
    """How many areas of its region an office has given."""
    return (
        Boundaries.objects.filter(institution_id=institution_id).values_list("areas", flat=True).first() or 0
    )


def used_in(institution_id: int, item_id: int) -> list[Used]:
    """Which visuals went into a content item, each as it went there last."""
    found = Use.objects.filter(institution_id=institution_id, item_id=item_id)
    latest = {one.visual_id: one for one in found.select_related("visual").order_by("at", "id")}
    return [
        Used(
            use=one,
            sizes=tuple(
                (str(SIZE_NAMES[key]), picture_id)
                for key in SIZE_NAMES
                for picture_id in one.in_sizes.get(key, ())[:1]
            ),
        )
        for one in sorted(latest.values(), key=lambda one: (one.at, one.pk), reverse=True)
    ]


def sizes_left(now: datetime) -> list[tuple[int, int]]:
    """Cards whose further sizes nobody has drawn for a minute: (institution, use)."""
    with whole_house("a card whose worker died is woken, whose office it may be"):
        found = Use.objects.filter(draws_on=True, at__lt=now - A_MINUTE)
        return list(found.order_by("id").values_list("institution_id", "id"))


def use_to_wake(institution_id: int, use_id: int) -> Use | None:
    """The card in its item, where sizes are still to be drawn."""
    return Use.objects.filter(institution_id=institution_id, pk=use_id, draws_on=True).first()


def batches_left(now: datetime) -> list[tuple[int, int]]:
    """Tables that nobody has drawn at for a minute: (institution, batch)."""
    with whole_house("a table whose worker died is woken, whose office it may be"):
        found = (
            Batch.objects.filter(state__in=[BatchState.WAITING, BatchState.DRAWING])
            .annotate(last=Coalesce(Max("cards__looked_at"), "made_at"))
            .filter(last__lt=now - A_MINUTE)
        )
        return list(found.order_by("id").values_list("institution_id", "id"))


def batch_to_wake(institution_id: int, batch_id: int) -> Batch | None:
    return Batch.objects.filter(institution_id=institution_id, pk=batch_id).first()


def films_left(now: datetime) -> list[tuple[int, int]]:
    """Films whose maker gave no sign for long, or that wait and have no job: (institution, film)."""
    with whole_house("a film whose worker died is woken, whose office it may be"):
        silent = Q(state=FilmState.MAKING, seen_at__lt=now - LEFT_ALONE)
        waiting = Q(state=FilmState.WAITING, made_at__lt=now - LEFT_ALONE)
        return list(Film.objects.filter(silent | waiting).order_by("id").values_list("institution_id", "id"))


def film_to_wake(institution_id: int, film_id: int) -> Film | None:
    """The film, where it waits."""
    return Film.objects.filter(institution_id=institution_id, pk=film_id, state=FilmState.WAITING).first()
