"""A database that answers, for a command that runs while the house may be open or closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.db import OperationalError, connection

from pendopo.config.data_folder import DataFolder
from pendopo.config.embedded import DatabaseTrouble, EmbeddedPostgres
from pendopo.config.env import env


@contextmanager
def standing_database() -> Iterator[None]:
    """Start the embedded database for a while where it is used and does not run.

    One that cannot be reached ends the command with one sentence.
    """
    settings = env()
    server = EmbeddedPostgres(DataFolder(settings.data).database)
    if settings.database_url.get_secret_value() or server.is_running:
        with reached():
            yield
        return
    try:
        server.start()
    except DatabaseTrouble as error:
        raise click.ClickException(str(error)) from error
    try:
        yield
    finally:
        server.stop()


@contextmanager
def reached() -> Iterator[None]:
    """A database that cannot be reached ends the command with one sentence, not with where it was noticed."""
    try:
        yield
    except OperationalError as error:
        if connection.connection is not None:
            raise  # it was reached: the trouble is another one
        words = str(error).strip().splitlines()[0]
        raise click.ClickException(
            f"The database cannot be reached: {words}. Start it, or correct DATABASE_URL."
        ) from error
