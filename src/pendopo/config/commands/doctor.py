"""`pendopo doctor`: what is well, what is not, and how to mend it."""

from __future__ import annotations

import click
from django.utils import timezone

from pendopo.config.doctor import look_over
from pendopo.config.standing import standing_database


@click.command()
def doctor() -> None:
    """Look everything over. Ends with 1 when something needs a hand."""
    unwell = 0
    with standing_database():
        for found in look_over(timezone.now()):
            click.echo(f"{'ok  ' if found.is_well else 'MEND'}  {found.about}: {found.words}")
            if not found.is_well:
                unwell += 1
                click.echo(f"      {found.mend}")
    if unwell:
        raise click.ClickException(f"{unwell} of these need a hand.")
