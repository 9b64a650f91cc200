"""A finished card goes where it is needed: into the library, and from there into a content item."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content import queries
from pendopo.broadcast.content.actions import Composition, PictureUse
from pendopo.broadcast.content.models import ContentItem, Picture, Version
from pendopo.broadcast.visuals import alt, catalog, filling, policies, printing, waking
from pendopo.broadcast.visuals.models import Use, Visual
from pendopo.broadcast.visuals.press.design import Kind
from pendopo.broadcast.visuals.press.sizes import SIZES
from pendopo.broadcast.visuals.states import VISUAL, VisualState
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.institution.people.models import Member


@transaction.atomic
def use_in_item(
    *,
    visual: Visual,
    item: ContentItem | None,
    sizes: Sequence[str],
    by: Member,
    now: datetime,
    alt_text: str = "",
    instead: Mapping[int, str] | None = None,
    draws_on: bool = False,
) -> Use:
    """Put the card, in these sizes, into the item (None: a new one) as its pictures, each with an alternative text (R12).

    What stands there of the same card gives way to it, in its place: an item never shows a card's old words beside its new.
    `instead` names accounts that take another size, each that one alone. With `draws_on` the worker goes on with all
    sizes that are left and keeps them in the library.

    Raises Refused with the first thing to mend while something is missing, too long or without its source.
    """
    policies.require_may_make(by, now=now, of=visual)
    if item is not None and item.institution_id != by.institution_id:
        raise Refused(_("This belongs to another institution."))
    if not sizes:
        raise Refused(_("Choose at least one size."), field="sizes")
    if item is None:
        item = content.start_item(title=visual.title, by=by, now=now)
    composition, earlier = _composition(item, by), list(Use.objects.filter(visual=visual, item=item))
    instead = {**_sizes_before(composition, earlier), **(instead or {})}
    made = {
        key: _in_library(visual, key, by=by, now=now, alt_text=alt_text)
        for key in dict.fromkeys((*sizes, *sorted(instead.values())))
    }
    added = [one for pictures in made.values() for one in pictures]
    shared = [one for key in dict.fromkeys(sizes) for one in made[key]]
    own = {account_id: made[key] for account_id, key in instead.items() if made[key] != shared}
    gone = {
        number
        for one in earlier
        for numbers in (one.picture_ids, *one.in_sizes.values())
        for number in numbers
    }
    _keep(item, _with(composition, shared, own, gone, alt_text.strip()), by=by, now=now)
    VISUAL.move(visual, VisualState.USED, changed_at=now)
    used = Use.objects.create(
        institution_id=visual.institution_id,
        visual=visual,
        item=item,
        picture_ids=[one.pk for one in added],
        sizes=list(sizes),
        in_sizes={key: [one.pk for one in pictures] for key, pictures in made.items()},
        draws_on=draws_on or any(one.draws_on or len(one.in_sizes) > len(one.sizes) for one in earlier),
        by=by,
        at=now,
    )
    if used.draws_on:
        waking.draw_sizes(used)
    ledger.write(
        did="visuals.used",
        by=by,
        to=visual,
        at=now,
        words={"title": visual.title, "item": item.title, "number": len(added)},
    )
    return used


@transaction.atomic
def draw_next_size(*, use_id: int, now: datetime) -> bool:
    """Draw one more size of a card that stands in an item, into the library. Says whether another one is left."""
    used = (
        Use.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("visual__institution", "by__person", "by__institution")
        .filter(pk=use_id, draws_on=True)
        .first()
    )
    if used is None:
        return False
    left = [
        key
        for key in catalog.design(used.visual.design).sizes
        if _is_for_posts(key) and key not in used.in_sizes
    ]
    if left:
        try:
            with transaction.atomic():
                made = _in_library(used.visual, left[0], by=used.by, now=now, alt_text="")
        except Refused:  # what is too long for one size, or whose maker has left: the others may stand
            made = []
        used.in_sizes[left[0]] = [one.pk for one in made]
    used.draws_on = len(left) > 1
    used.save(update_fields=["in_sizes", "draws_on"])
    return used.draws_on


@transaction.atomic
def drop_spare_sizes(*, item: ContentItem, by: Member, now: datetime) -> None:
    """Take out of the library what was drawn for an item and stands in none of its versions, nor in any other's.

    Raises Refused when `by` may not.
    """
    for used in Use.objects.select_for_update().filter(institution_id=item.institution_id, item=item):
        numbers = [number for numbers in used.in_sizes.values() for number in numbers]
        spare = Picture.objects.kept().filter(
            institution_id=item.institution_id, pk__in=numbers, uses__isnull=True
        )
        gone = {picture.pk for picture in spare}
        for picture in spare:
            content.remove_picture(picture=picture, by=by, now=now)
        used.in_sizes = {key: of for key, of in used.in_sizes.items() if not gone & set(of)}
        used.draws_on = False
        used.save(update_fields=["in_sizes", "draws_on"])


def _is_for_posts(key: str) -> bool:
    """Paper is no picture of a post, pages are asked for, and a status is a story with fewer bytes."""
    return not SIZES[key].millimetres and not SIZES[key].pages and key != "status"


def _sizes_before(composition: Composition, earlier: Sequence[Use]) -> dict[int, str]:
    """Which accounts show the card in a size of their own already."""
    sizes = {number: key for one in earlier for key, numbers in one.in_sizes.items() for number in numbers}
    return {
        place.account_id: sizes[place.pictures[0].picture_id]
        for place in composition.places
        if not place.follows_pictures and len(place.pictures) == 1 and place.pictures[0].picture_id in sizes
    }


def _composition(item: ContentItem, by: Member) -> Composition:
    """What its author is just typing, else what is kept."""
    copy = queries.working_copy(item, by)
    if copy is not None:
        return Composition.read(copy.written)
    if item.current_id is not None:
        return Version.objects.whole().get(pk=item.current_id).composition()
    return Composition()


def _with(
    composition: Composition,
    added: Sequence[Picture],
    own: Mapping[int, Sequence[Picture]],
    earlier: Collection[int],
    written: str,
) -> Composition:
    """The composition with these pictures for the earlier ones, and accounts with their own."""
    there = {one.picture_id: one for one in composition.pictures}
    uses = [there.get(one.pk) or PictureUse(picture_id=one.pk, alt=one.alt) for one in added]
    if written:
        uses = [replace(one, alt=written) for one in uses]
    gone = {*earlier, *(one.pk for one in added)}
    place = next(
        (at for at, one in enumerate(composition.pictures) if one.picture_id in gone),
        len(composition.pictures),
    )
    before = [one for one in composition.pictures[:place] if one.picture_id not in gone]
    after = [one for one in composition.pictures[place:] if one.picture_id not in gone]
    return replace(
        composition,
        pictures=(*before, *uses, *after),
        places=tuple(
            replace(one, follows_pictures=False, pictures=_uses(own[one.account_id], written))
            if one.account_id in own
            else one
            for one in composition.places
        ),
    )


def _keep(item: ContentItem, changed: Composition, *, by: Member, now: datetime) -> None:
    """In what its author is just typing, else as a new version."""
    keep = content.autosave if queries.working_copy(item, by) is not None else content.save_draft
    keep(item=item, composition=changed, by=by, now=now)


def _uses(pictures: Sequence[Picture], written: str) -> tuple[PictureUse, ...]:
    return tuple(PictureUse(picture_id=one.pk, alt=written or one.alt) for one in pictures)


def _in_library(visual: Visual, key: str, *, by: Member, now: datetime, alt_text: str) -> list[Picture]:
    """Every page of a size, drawn in full, looked at, and kept in the library."""
    design, words = catalog.design(visual.design), visual.words
    card = printing.card_of(design, words, visual.institution)
    added = []
    if key not in design.sizes or SIZES[key].millimetres:
        raise Refused(_("This size can't be put into a post. Choose another one."), field="sizes")
    proof = printing.proof(card, key)
    filling.require_whole(proof.problems)
    pages = proof.drawn.pages
    for number, page in enumerate(pages):
        raw, kind = printing.finished(page, SIZES[key])
        picture = content.add_picture(
            raw=raw,
            name=f"{visual.title} {key}{f' {number + 1}' if len(pages) > 1 else ''}.{kind.rpartition('/')[2]}",
            by=by,
            now=now,
            alt=alt_text.strip()
            or alt.proposed(design, card.words, visual.institution.name, page=number, pages=len(pages)),
            source=str(words.get("source", ""))[:200],
            is_drawn=True,
            **_shown_people(visual),
        )
        added.append(picture)
    return added


def _shown_people(visual: Visual) -> dict[str, Any]:
    """Whoever can be recognised in a photo on the card can be recognised in the card (R16)."""
    design = catalog.design(visual.design)
    words = visual.words
    numbers = [
        words[field.key]["picture_id"]
        for field in design.fields
        if field.kind == Kind.PICTURE and words.get(field.key)
    ]
    photos = list(Picture.objects.kept().filter(institution_id=visual.institution_id, pk__in=numbers))
    careful = next((one for one in photos if one.has_minor or one.has_patient), None)
    return {
        "has_minor": any(one.has_minor for one in photos),
        "has_patient": any(one.has_patient for one in photos),
        "consent": careful.consent
        if careful and all(one.consent_id for one in photos if one.has_minor or one.has_patient)
        else None,
    }
