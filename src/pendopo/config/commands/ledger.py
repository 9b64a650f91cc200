"""`pendopo ledger verify`: whether what was done still stands as it was written."""

from __future__ import annotations

import click
from django.utils import translation

from pendopo.config.standing import standing_database
from pendopo.foundation.ledger.verifying import verify as verify_chain
from pendopo.foundation.tenancy import whole_house
from pendopo.institution.structure.models import Institution

WHY = {
    "changed": "entry {number} is not as it was written",
    "cut": "entries from {number} on are missing",
    "personal": "the personal words of entry {number} are not those it was written with",
}


@click.group()
def ledger() -> None:
    """The ledger of what was done, by whom and when."""


@ledger.command()
def verify() -> None:
    """Recompute every institution's chain."""
    broken = 0
    with standing_database(), translation.override("en"):
        with whole_house("the administrator asks about every institution"):
            institutions = list(Institution.objects.order_by("pk"))
        for institution in institutions:
            verdict = verify_chain(institution.pk)
            if verdict.holds:
                click.echo(f"{institution}: {verdict.entries} entries, all as they were written.")
            else:
                broken += 1
                why = WHY.get(verdict.why, "entry {number}").format(number=verdict.first_broken)
                click.echo(f"{institution}: {why} ({verdict.entries} entries).", err=True)
    if broken:
        raise click.ClickException(
            f"{broken} ledger(s) do not hold. Keep the database as it is, and compare with a backup."
        )
