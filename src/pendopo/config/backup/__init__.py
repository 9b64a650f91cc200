"""One sealed file that holds everything: database, media and keys."""

from __future__ import annotations

from pendopo.config.backup.errors import BackupTrouble
from pendopo.config.backup.restoring import restore
from pendopo.config.backup.verifying import verify
from pendopo.config.backup.writing import write

__all__ = ["BackupTrouble", "restore", "verify", "write"]
