from __future__ import annotations

import pytest

from pendopo.broadcast.content.rules import reading


@pytest.fixture
def searched(monkeypatch):
    """The texts in which personal data are looked for, as often as they are; none is known from before."""
    texts: list[str] = []
    reading.personal_data_in.cache_clear()
    monkeypatch.setattr(reading, "found_in", lambda text, published: texts.append(text) or ())
    yield texts
    reading.personal_data_in.cache_clear()
