"""A carousel becomes a film: asked for by a person, made by the worker outside of any transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.visuals import catalog, filling, policies, printing, waking
from pendopo.broadcast.visuals.events import FilmReady
from pendopo.broadcast.visuals.models import Film, Visual
from pendopo.broadcast.visuals.press.sizes import FILM_SIZES, PAGES_MOST
from pendopo.broadcast.visuals.states import FILM, LEFT_ALONE, FilmState
from pendopo.foundation import events, ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.institution.people.models import Member

if TYPE_CHECKING:
    from pendopo.broadcast.visuals import video
else:
    video = Later("pendopo.broadcast.visuals.video")

SECONDS_A_PAGE: Final = range(2, 11)
NARRATION_BYTES: Final = 25_000_000
HEAD: Final = 16  # bytes that tell what kind of file it is
SAID_MOST: Final = 240  # characters under one page
AT_ONCE: Final = 3  # films of one office that wait or are made


@transaction.atomic
def start_film(
    *,
    visual: Visual,
    shape: str,
    seconds_a_page: int,
    is_calm: bool,
    says: Sequence[str],
    by: Member,
    now: datetime,
    narration: UploadedFile[bytes] | None = None,
) -> Film:
    """Have a film made of the carousel. Raises Refused."""
    policies.require_may_make(by, now=now, of=visual)
    design = catalog.design(visual.design)
    if not design.has_pages:
        raise Refused(_("Only a template with pages becomes a film. Choose one with steps or a list."))
    if shape not in FILM_SIZES or seconds_a_page not in SECONDS_A_PAGE:
        raise Refused(_("Choose a size, and two to ten seconds a page."), field="seconds_a_page")
    if narration is not None and (narration.size or 0) > NARRATION_BYTES:
        raise Refused(
            _("The recording is larger than 25 MB. Save it as MP3 and try again."), field="narration"
        )
    if narration is not None:
        head = narration.read(HEAD)
        narration.seek(0)
        if not video.is_sound(head):
            raise Refused(
                _("This file cannot be read as sound. Use MP3, WAV, OGG or M4A."), field="narration"
            )
    if Film.objects.seen_by(by).filter(state__in=[FilmState.WAITING, FilmState.MAKING]).count() >= AT_ONCE:
        raise Refused(_("Three films are being made already. Wait until one is ready."))
    card = printing.card_of(design, visual.words, visual.institution)
    filling.require_whole(printing.proof(card, "carousel", scale=0.25).problems)
    film = Film.objects.create(
        institution_id=visual.institution_id,
        visual=visual,
        words=visual.words,
        size=shape,
        seconds_a_page=seconds_a_page,
        is_calm=is_calm,
        says=[" ".join(one.split())[:SAID_MOST] for one in says][:PAGES_MOST],
        narration=narration or "",
        made_by=by,
        made_at=now,
    )
    ledger.write(did="visuals.film_started", by=by, to=visual, at=now, words={"title": visual.title})
    waking.make_film(film)
    return film


@transaction.atomic
def begin_film(*, film_id: int, now: datetime) -> Film | None:
    """Take a film that waits; None when another worker has it, or it is made."""
    film = (
        Film.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("visual", "visual__institution")
        .filter(pk=film_id, state=FilmState.WAITING)
        .first()
    )
    if film is None:
        return None
    FILM.move(film, FilmState.MAKING, seen_at=now, progress=0)
    return film


@transaction.atomic
def note_progress(*, film_id: int, percent: int, now: datetime) -> bool:
    """A sign of its maker; False when the film is not being made any more."""
    found = Film.objects.filter(pk=film_id, state=FilmState.MAKING)
    return bool(found.update(progress=min(percent, 100), seen_at=now))


@transaction.atomic
def finish_film(
    *, film: Film, content: File[bytes], captions: str, seconds: float, remark: str, now: datetime
) -> None:
    """Keep the finished file, and say so."""
    place = f"{film.institution_id}/{film.pk}"
    film.file.save(f"{place}.mp4", content, save=False)
    film.captions.save(f"{place}.srt", ContentFile(captions.encode()), save=False)
    FILM.move(
        film,
        FilmState.READY,
        file=film.file.name,
        captions=film.captions.name,
        seconds=seconds,
        remark=remark[:300],
        progress=100,
        seen_at=now,
    )
    events.tell(
        FilmReady(
            institution_id=film.institution_id,
            film_id=film.pk,
            member_id=film.made_by_id,
            title=film.visual.title,
        )
    )


@transaction.atomic
def fail_film(*, film: Film, why: str, now: datetime) -> None:
    """Say why it could not be made."""
    FILM.move(film, FilmState.FAILED, why=why[:300], seen_at=now)


@transaction.atomic
def give_back_film(*, film_id: int, now: datetime) -> bool:
    """Let a film wait again whose maker gave no sign for long."""
    film = Film.objects.select_for_update(skip_locked=True).filter(pk=film_id, state=FilmState.MAKING).first()
    if film is None or film.seen_at is None or film.seen_at > now - LEFT_ALONE:
        return False
    FILM.move(film, FilmState.WAITING, seen_at=None)
    return True
