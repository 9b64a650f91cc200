"""Acting as the owner of the tables for a while: for migrations, key rotation and the like."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from pendopo.config import database
from pendopo.config.env import env


@contextmanager
def owner() -> Iterator[None]:
    """Sign in as the owner of the tables, and as the application again afterwards.

    Row-level security does not hold for the owner.
    """
    address = env().database_owner_url.get_secret_value()
    before = dict(connection.settings_dict)
    options = dict(before["OPTIONS"])
    connection.close()
    connection.settings_dict.update(
        {**before, "OPTIONS": dict(options), **(database.of(address) if address else {})}
    )
    database.as_owner(connection.settings_dict)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update({**before, "OPTIONS": options})
