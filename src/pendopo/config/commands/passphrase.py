"""The passphrase of backups: from the settings, or asked for."""

from __future__ import annotations

import click

from pendopo.config.env import Env

SHORTEST = 12


def passphrase(settings: Env, *, confirm: bool = False) -> str:
    """The words. A short one is refused where a new backup is made."""
    words = settings.backup_passphrase.get_secret_value() or str(
        click.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=confirm, err=True)
    )
    if confirm and len(words) < SHORTEST:
        raise click.ClickException(
            f"Take a passphrase of {SHORTEST} characters or more: the file holds every key of this house."
        )
    return words
