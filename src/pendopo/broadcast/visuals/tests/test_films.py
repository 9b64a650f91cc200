"""A carousel becomes a film outside of any transaction, and whoever dies over it is followed by another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.broadcast.visuals import actions, filming, queries
from pendopo.broadcast.visuals.models import Film
from pendopo.broadcast.visuals.states import FilmState
from pendopo.broadcast.visuals.tests.builders import NOON, a_visual
from pendopo.foundation.errors import Refused
from pendopo.institution.notices.models import Notice


@pytest.fixture
def steps(sari):
    return a_visual(sari, design="service-steps", title="Cara mengurus", steps=["Datang"])


def a_film(visual, by, **known) -> Film:
    asked = {"shape": "square", "seconds_a_page": 2, "is_calm": True, "says": ["Cara mengurus", "Datang"]}
    return actions.start_film(visual=visual, by=by, now=NOON, **asked | known)


def test_a_film_is_made_told_and_can_be_seen(steps, sari, page):
    film = a_film(steps, sari)
    assert 'value="0"' in page.get(f"/grafis/film/{film.pk}/").text
    filming.make(film.institution_id, film.pk, clock=lambda: NOON)
    film.refresh_from_db()
    assert (film.state, film.progress) == (FilmState.READY, 100)
    assert film.seconds >= 4
    assert Notice.objects.filter(member=sari, kind="visuals.film").exists()
    shown = page.get(f"/grafis/film/{film.pk}/film.mp4")
    assert b"ftyp" in b"".join(shown.streaming_content)[:64]
    words = b"".join(page.get(f"/grafis/film/{film.pk}/film.srt").streaming_content).decode()
    assert "Datang" in words


def test_a_film_whose_maker_died_begins_anew(steps, sari):
    film = a_film(steps, sari)
    actions.begin_film(film_id=film.pk, now=NOON)
    later = NOON + timedelta(minutes=4)
    assert (film.institution_id, film.pk) in queries.films_left(later)
    assert actions.give_back_film(film_id=film.pk, now=later)
    assert queries.film_to_wake(film.institution_id, film.pk) == film


def test_a_film_that_gives_signs_is_left_alone(steps, sari):
    film = a_film(steps, sari)
    actions.begin_film(film_id=film.pk, now=NOON)
    actions.note_progress(film_id=film.pk, percent=40, now=NOON + timedelta(minutes=4))
    assert not actions.give_back_film(film_id=film.pk, now=NOON + timedelta(minutes=5))


def test_two_workers_make_one_film_once(steps, sari):
    film = a_film(steps, sari)
    assert actions.begin_film(film_id=film.pk, now=NOON)
    assert actions.begin_film(film_id=film.pk, now=NOON) is None


def test_what_cannot_be_heard_fails_with_a_sentence(steps, sari, settings):
    film = a_film(steps, sari)
    film.narration.save("suara.mp3", ContentFile(b"bukan suara"))
    filming.make(film.institution_id, film.pk, clock=lambda: NOON)
    film.refresh_from_db()
    assert film.state == FilmState.FAILED
    assert "suara" in film.why


def test_a_card_of_one_page_is_no_film(sari):
    with pytest.raises(Refused):
        a_film(a_visual(sari, design="big-number"), sari)


def test_three_at_once_are_enough(steps, sari):
    for _ in range(3):
        a_film(steps, sari)
    with pytest.raises(Refused, match="Tiga"):
        a_film(steps, sari)


def test_a_refused_film_keeps_what_was_typed(steps, sari, page):
    for _ in range(3):
        a_film(steps, sari)
    asked = {"shape": "square", "seconds_a_page": "5", "says": "Baris yang sudah diketik"}
    refused = page.post(f"/grafis/{steps.pk}/film/", asked)
    assert refused.status_code == 422
    assert "Baris yang sudah diketik" in refused.text
    assert "Tunggu sampai salah satunya siap" in refused.text
    no_sound = {"narration": SimpleUploadedFile("suara.mp3", b"<html>bukan suara</html>")}
    Film.objects.update(state=FilmState.FAILED)
    deaf = page.post(f"/grafis/{steps.pk}/film/", asked | no_sound)
    assert "Baris yang sudah diketik" in deaf.text
    assert "MP3, WAV" in deaf.text
    late = page.post(f"/grafis/{steps.pk}/film/", asked | {"seconds_a_page": "99"})
    assert "Baris yang sudah diketik" in late.text
