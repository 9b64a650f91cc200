"""The folder with the networks' descriptions, where there is one."""

import json
import os
from pathlib import Path

import pytest

from tests.contracts.lexicons import Lexicons


@pytest.fixture(scope="session")
def contracts():
    named = os.environ.get("PENDOPO_CONTRACTS", "")
    if not named or not Path(named).is_dir():
        pytest.skip("PENDOPO_CONTRACTS names no folder with the networks' descriptions")
    return Path(named)


@pytest.fixture(scope="session")
def mastodon_contract(contracts):
    return json.loads((contracts / "mastodon.openapi.json").read_text())


@pytest.fixture(scope="session")
def lexicons(contracts):
    return Lexicons(contracts / "atproto" / "lexicons")
