"""`pendopo fill`: what `pendopo demo` has done once the tables of its data folder stand."""

from __future__ import annotations

import click
from django.utils import timezone

from pendopo.config.env import env
from pendopo.desk import demo


@click.command()
def fill() -> None:
    """Invent a regency, in a demonstration's data folder only."""
    if not env().demo:
        raise click.ClickException("Only a demonstration is filled with inventions: use `pendopo demo`.")
    click.echo("Inventing a regency ...")
    people = demo.fill(now=timezone.now())
    click.echo("\nSign in as one of these people (the passwords are shown only now):")
    for person in people:
        click.echo(f"  {person.email:<40} {person.password:<24} {person.name}, {person.role}")
