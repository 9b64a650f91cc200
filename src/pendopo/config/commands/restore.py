"""`pendopo restore FILE`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pendopo.config import backup as backups
from pendopo.config import locks
from pendopo.config.commands.passphrase import passphrase
from pendopo.config.data_folder import DataFolder
from pendopo.config.embedded import DatabaseTrouble
from pendopo.config.env import env, variable


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Give up what the database holds now.")
def restore(file: Path, *, replace: bool) -> None:
    """Bring back what FILE holds, into the data folder and database that are set.

    Pendopo must be stopped. Afterwards start it with `pendopo up`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    settings = env()
    DataFolder(settings.data).prepare()
    try:
        lock = locks.hold(settings.data / "lock")
    except locks.Held as error:
        raise click.ClickException(
            f"Pendopo is running on {settings.data} (process {error.holder}). Stop it first."
        ) from error
    try:
        found = backups.restore(settings, file, passphrase(settings), replace=replace)
    except (backups.BackupTrouble, DatabaseTrouble) as error:
        raise click.ClickException(str(error)) from error
    finally:
        lock.close()
    click.echo(f"Brought back what was saved at {found.about['made_at']}. Start it with `pendopo up`.")
    if os.environ.get(variable("keys")):
        click.echo(
            f"{variable('keys')} is set: the backup's keys stand in {DataFolder(settings.data).ring_file}; add them there."
        )
