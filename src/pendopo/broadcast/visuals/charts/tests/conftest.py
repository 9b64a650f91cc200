from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

SENTENCES = Path(__file__).parents[2] / "locale"


@pytest.fixture(autouse=True)
def in_indonesian(settings) -> Iterator[None]:
    """Sentences as the office reads them."""
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, SENTENCES]
    with translation.override("id"):
        yield
