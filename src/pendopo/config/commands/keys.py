"""`pendopo keys`: new, rotate, list."""

from __future__ import annotations

import os

import click

from pendopo.config import sealed
from pendopo.config.data_folder import DataFolder
from pendopo.config.env import env
from pendopo.config.ownership import owner
from pendopo.config.standing import standing_database
from pendopo.foundation.secrets.keyring import KeyRing, new_key


@click.group()
def keys() -> None:
    """The keys that seal tokens and personal data: the newest seals, every one opens."""


@keys.command("new")
def make_new() -> None:
    """Make a key that seals from the next start on."""
    key = new_key()
    if os.environ.get("PENDOPO_KEYS"):
        click.echo(key)
        click.echo(
            "Put it at the front of PENDOPO_KEYS, start everything again, then run `pendopo keys rotate`.",
            err=True,
        )
        return
    DataFolder(env().data).add_to_ring(key)
    click.echo(
        f"Key {KeyRing.of([key]).key_ids[0]} stands in {DataFolder(env().data).ring_file}. "
        "Stop and start Pendopo, then run `pendopo keys rotate`.",
    )


@keys.command("rotate")
def rotate() -> None:
    """Close everything that older keys have sealed with the newest one."""
    with standing_database(), owner():
        reach = sealed.rotate()
    click.echo(f"{reach.renewed} sealed values were closed with key {env().key_ring().key_ids[0]}.")
    for why in reach.unreadable:
        click.echo(why, err=True)
    if reach.unreadable:
        raise click.ClickException(
            f"{len(reach.unreadable)} values could not be opened; no key may be removed yet."
        )
    click.echo("Older keys may be removed now; keep them with backups that were made before.")


@keys.command("list")
def show() -> None:
    """The keys' names, newest first; they give nothing away."""
    for number, name in enumerate(env().key_ring().key_ids):
        click.echo(f"{name}  {'seals and opens' if number == 0 else 'opens'}")
