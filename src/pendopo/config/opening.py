"""What `pendopo up` must know before it opens, found out by a process that ends and leaves its memory.

Typed settings and keys need libraries that nobody needs to watch over three children: the process that
watches stays for months, so it asks once instead of loading them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

BESIDE: Final = "--beside"
DEMONSTRATION: Final = "-demo"
DATA: Final = "PENDOPO_DATA"


class NotOpened(Exception):
    """The settings are wrong; the sentence stands on the terminal already."""


@dataclass(frozen=True)
class Opening:
    """The few settings a supervisor needs."""

    data: str
    host: str
    port: int
    public_url: str
    demo: bool
    is_managed: bool
    """Whether the database is somebody else's, so that none is started here."""

    @classmethod
    def asked(cls, *, beside: bool = False) -> Self:
        """Ask a process of its own, which also makes the data folder and its keys. Raises NotOpened.

        `beside` means the demonstration's folder next to the one that is set.
        """
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "pendopo.config.first_start", *([BESIDE] if beside else [])],
            stdout=subprocess.PIPE,
            check=False,
            start_new_session=True,
        )
        if done.returncode:
            raise NotOpened
        return cls(**json.loads(done.stdout.splitlines()[-1]))

    @property
    def folder(self) -> Path:
        return Path(self.data)

    @property
    def database(self) -> Path:
        return self.folder / "database"

    def told(self) -> str:
        return json.dumps(asdict(self))


def beside(data: Path) -> Path:
    """Where a demonstration stands: never in the folder of a real house."""
    return data.with_name(data.name + DEMONSTRATION)


def forget_managed_database() -> None:
    """A demonstration is never somebody's managed database, however its address was given."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        for spelling in (name, f"PENDOPO_{name}", f"{name}_FILE", f"PENDOPO_{name}_FILE"):
            os.environ.pop(spelling, None)
