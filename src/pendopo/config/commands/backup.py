"""`pendopo backup FILE`."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils import timezone

from pendopo.config import backup as backups
from pendopo.config.commands.passphrase import passphrase
from pendopo.config.embedded import DatabaseTrouble
from pendopo.config.env import env
from pendopo.config.standing import standing_database


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--verify", is_flag=True, help="Bring it back into a copy that is thrown away, and look at it.")
def backup(file: Path, *, verify: bool) -> None:
    """Write database, media and keys into FILE, sealed with a passphrase.

    Works while Pendopo is open. The passphrase is asked for, or taken from PENDOPO_BACKUP_PASSPHRASE.
    """
    settings = env()
    words = passphrase(settings, confirm=True)
    try:
        with standing_database():
            backups.write(settings, file, words, timezone.now())
        click.echo(f"{file} was written ({file.stat().st_size / 1e6:.1f} MB).")
        if verify:
            found = backups.verify(settings, file, words)
            click.echo(
                f"It can be brought back: {sum(found.about['rows'].values())} rows, {found.media} media, "
                "and the ledgers in it hold."
            )
    except (backups.BackupTrouble, DatabaseTrouble) as error:
        raise click.ClickException(str(error)) from error
