"""Visuals to test with."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from pendopo.broadcast.content import actions as content
from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.visuals import actions
from pendopo.broadcast.visuals.models import Visual
from pendopo.institution.people.models import Member

NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)
WORDS = {"title": "Air bersih mengalir lagi di Desa Sukamaju", "body": "Perbaikan pipa selesai pukul 14.00."}


def a_visual(by: Member, *, design: str = "announcement", now: datetime = NOON, **words: Any) -> Visual:
    """A visual with these words."""
    return actions.start_visual(design=design, title="Air bersih", words=words or WORDS, by=by, now=now)


def a_picture(by: Member, *, now: datetime = NOON, **known: Any) -> Picture:
    """A photograph in the library."""
    into = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(into, "JPEG")
    return content.add_picture(raw=into.getvalue(), name="pipa.jpg", alt="Pipa baru", by=by, now=now, **known)


FIELDS = """
group = "inform"
[name]
id = "Harga pasar"
en = "Market price"
[about]
id = "Harga minggu ini"
en = "This week's price"
[[fields]]
key = "title"
kind = "line"
required = true
label = "Judul"
example = "Harga beras"
"""
PLAIN = '#let draw(c) = sheet(c, fill: hue(c, "paper"), say(c, "title", 800pt, 300pt, fill: hue(c, "ink")))\n'


def an_own_design(
    folder: Path, *, key: str = "market-price", template: str = PLAIN, fields: str = FIELDS
) -> Path:
    """A design an office put into its data folder."""
    place = folder / key
    place.mkdir(parents=True)
    (place / "template.typ").write_text(template, encoding="utf-8")
    (place / "fields.toml").write_text(fields, encoding="utf-8")
    return place
