"""Cards, a table that became cards and a short film, each as far as it may be."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.files import File

from pendopo.broadcast.visuals import actions, catalog, filming, printing, video
from pendopo.broadcast.visuals.models import Batch, Film, Visual
from pendopo.broadcast.visuals.press import cards
from pendopo.broadcast.visuals.press.sizes import FILM_SIZES
from pendopo.desk.demo.house import Office
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Role

STEPS: Final = {
    "title": "Cara mengganti KTP-el yang hilang",
    "steps": [
        "Buat surat kehilangan di kantor polisi terdekat",
        "Bawa fotokopi kartu keluarga ke loket 3",
        "Ambil KTP-el baru di loket yang sama",
    ],
    "time": "1 hari kerja",
    "cost": "Gratis",
}
NUMBER: Final = {
    "kicker": "Posyandu 2026",
    "number": "92,4%",
    "title": "balita di Mekarjaya sudah diimunisasi lengkap",
    "source": "Dinas Kesehatan, per 31 Oktober 2026",
}
NOTICE: Final = {
    "kicker": "Pengumuman",
    "title": "Air bersih di Kecamatan Timur mengalir lagi",
    "body": "Perbaikan pipa induk selesai lebih cepat dari jadwal.",
}
DEPOTS: Final = ("Sukamaju", "Mekarsari", "Cibening", "Tanjung Baru", "Wanasari")


def draw(office: Office, *, now: datetime) -> None:
    """Fill some cards in, use one, put one away; draw a table; make a film."""
    sari, rizal = office.members[Role.OPERATOR], office.members[Role.EDITOR]
    begun = now - timedelta(days=1)
    actions.start_visual(
        design="big-number", title="Imunisasi lengkap", words=NUMBER, by=rizal, now=now - timedelta(hours=2)
    )
    used = actions.start_visual(
        design="announcement", title="Air mengalir lagi", words=NOTICE, by=sari, now=begun
    )
    actions.use_in_item(visual=used, item=None, sizes=["portrait"], by=sari, now=begun)
    old = actions.start_visual(
        design="announcement", title="Jadwal lama", words={"title": "Jadwal lama"}, by=sari, now=begun
    )
    actions.put_away(visual=old, by=sari, now=begun)
    steps = actions.start_visual(
        design="service-steps", title="KTP-el hilang", words=STEPS, by=sari, now=now - timedelta(hours=1)
    )
    actions.keep_boundaries(raw=_areas(), by=sari, now=begun)
    for number in range(4):
        _table(sari, number, now=begun + timedelta(minutes=number))
    _films(steps, sari, now=now)


def _areas() -> bytes:
    """The five districts of an invented regency, as a child would draw them."""
    features = []
    for number, name in enumerate(DEPOTS):
        x, y = 107 + number % 3 * 0.1, -7 + number // 3 * 0.1
        ring = [[x, y], [x + 0.1, y + 0.01], [x + 0.1, y + 0.1], [x, y + 0.09], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": name}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _table(by: Member, number: int, *, now: datetime) -> None:
    """One drawn, one stopped, one half-way, one that has just begun."""
    rows = [{"title": f"Posyandu {name} buka Selasa pertama", "kicker": "Posyandu"} for name in DEPOTS]
    batch: Batch = actions.start_batch(
        design="announcement", title=f"Posyandu {2023 + number}", size="square", rows=rows, by=by, now=now
    )
    match number:
        case 0:
            while actions.draw_next(batch_id=batch.pk, now=now):
                pass
        case 1:
            actions.stop_batch(batch=batch, by=by, now=now)
        case 2:
            actions.draw_next(batch_id=batch.pk, now=now)


def _films(visual: Visual, by: Member, *, now: datetime) -> None:
    failed = _film(visual, by, now=now)
    actions.begin_film(film_id=failed.pk, now=now)
    failed.refresh_from_db()
    actions.fail_film(
        film=failed, why="Rekaman suara tidak bisa dibaca. Simpan sebagai MP3, lalu coba lagi.", now=now
    )
    ready = _film(visual, by, now=now)
    actions.begin_film(film_id=ready.pk, now=now)
    ready.refresh_from_db()
    _made(ready, now=now)
    actions.begin_film(film_id=_film(visual, by, now=now).pk, now=now)
    _film(visual, by, now=now)


def _film(visual: Visual, by: Member, *, now: datetime) -> Film:
    return actions.start_film(
        visual=visual, shape="square", seconds_a_page=2, is_calm=True, says=[], by=by, now=now
    )


def _made(film: Film, *, now: datetime) -> None:
    """A second of film: the cover alone, so that a demonstration opens soon."""
    card = printing.card_of(catalog.design(film.visual.design), film.words, film.visual.institution)
    cover = cards.draw(printing.press(), card, FILM_SIZES["square"], scale=0.5).pages[0]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "film.mp4"
        made = video.make(
            [video.Page(cover, seconds=1)],
            shape=video.Shape.SQUARE,
            out=out,
            lettering=video.Lettering(font=filming.LETTERS),
            is_moving=False,
        )
        with out.open("rb") as content:
            actions.finish_film(
                film=film, content=File(content), captions=made.srt, seconds=made.duration, remark="", now=now
            )
