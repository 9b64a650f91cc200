"""The database that comes along: PostgreSQL out of a wheel, driven directly, for one machine."""

from __future__ import annotations

from pendopo.config.embedded.errors import AlreadyRunning, DatabaseTrouble
from pendopo.config.embedded.programs import program
from pendopo.config.embedded.server import DATABASE, OWNER, EmbeddedPostgres

__all__ = ["DATABASE", "OWNER", "AlreadyRunning", "DatabaseTrouble", "EmbeddedPostgres", "program"]
