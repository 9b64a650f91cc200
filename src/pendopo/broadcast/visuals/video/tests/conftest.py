from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from PIL import ImageFont

from pendopo.broadcast.visuals.video import Lettering


@pytest.fixture(scope="session")
def lettering(tmp_path_factory: pytest.TempPathFactory) -> Lettering:
    """Words in the letters that Pillow carries: the office's own are compiled at set-up."""
    carried = ImageFont.load_default(20)
    assert isinstance(carried, ImageFont.FreeTypeFont)
    assert isinstance(carried.path, io.BytesIO)
    file: Path = tmp_path_factory.mktemp("letters") / "carried.ttf"
    file.write_bytes(carried.path.getvalue())
    return Lettering(font=file)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences as they stand in the source."""
    with translation.override("en"):
        yield
