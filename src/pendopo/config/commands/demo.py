"""`pendopo demo`: a fictional regency in a data folder of its own, so that no screen is empty."""

from __future__ import annotations

import os
import subprocess

import click

from pendopo.config.commands.up import opening, pendopo, run
from pendopo.config.opening import DATA, Opening, forget_managed_database


@click.command()
def demo() -> None:
    """Fill a separate data folder with invented people, posts and comments, and start it.

    Passwords are made by chance and printed once. To begin anew, remove the folder.
    """
    os.environ["PENDOPO_DEMO"] = "true"
    forget_managed_database()
    settings = opening(beside=True)
    os.environ[DATA] = settings.data
    run(settings, first=_fill)


def _fill(settings: Opening) -> None:
    filled = settings.folder / "filled"
    if filled.exists():
        return
    if subprocess.run(pendopo("fill"), check=False, start_new_session=True).returncode:  # noqa: S603
        raise click.ClickException(
            f"The demonstration could not be filled. Remove {settings.folder} and try again."
        )
    filled.touch()
