"""Which address stands for each page that rooms send citizens to. Imported when the house is switched on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pendopo.foundation import public_pages

ROUTES: Final[Mapping[str, str]] = {
    "cases.track": "portal:track",
    "openness.own": "portal:own_request",
    "openness.check": "portal:check",
    "openness.file": "portal:public_file",
    "standards.service": "portal:service",
    "standards.pledge": "portal:pledge",
}

public_pages.show(ROUTES)
