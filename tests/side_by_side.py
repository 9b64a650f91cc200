"""Which heavy tests go through one process, one after the other, so that what they share is started once.

The units are handed out in the order in which they stand, the longest of them early (`--no-loadscope-reorder`).

`--dist loadgroup` of pytest-xdist would do by markers what stands here; its markers are lost with pytest 9.2.
"""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadFileScheduling

# The four that walk through the full house, in their order: whoever only looks meets it as it was filled.
FULL_HOUSE: Final = tuple(
    f"tests/journeys/test_{name}.py" for name in ("every_page", "desk", "composer", "calendar")
)
REAL_SERVERS: Final = (
    "src/pendopo/networks/",
    "tests/chaos/test_real.py",
    "tests/journeys/test_comment_to_case.py",
    "tests/journeys/test_five_networks.py",
)


class HeavyByHeavy(LoadFileScheduling):
    """File by file, but for those that share a house or servers."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((shared[0] for shared in (FULL_HOUSE, REAL_SERVERS) if file.startswith(shared)), file)
