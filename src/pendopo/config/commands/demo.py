"""`pendopo demo`: a fictional regency in a data folder of its own, so that no screen is empty."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from pendopo.config.commands.up import env_of_first_start, pendopo, run
from pendopo.config.env import Env, env, variable

BESIDE = "-demo"


@click.command()
def demo() -> None:
    """Fill a separate data folder with invented people, posts and comments, and start it.

    Passwords are made by chance and printed once. To begin anew, remove the folder.
    """
    data = env().data
    os.environ[variable("data")] = str(data.with_name(data.name + BESIDE))
    os.environ[variable("demo")] = "true"
    # The demonstration is never somebody's managed database.
    for name in ("database_url", "database_owner_url"):
        os.environ.pop(variable(name), None)
    env.cache_clear()
    run(env_of_first_start(), first=_fill)


def _fill(settings: Env) -> None:
    filled = Path(settings.data) / "filled"
    if filled.exists():
        return
    if subprocess.run(pendopo("fill"), check=False, start_new_session=True).returncode:  # noqa: S603
        raise click.ClickException(
            f"The demonstration could not be filled. Remove {settings.data} and try again."
        )
    filled.touch()
