"""`pendopo migrate`: roles and tables brought up to date, by the role that owns them."""

from __future__ import annotations

import json
from urllib.parse import unquote, urlsplit

import click
from django.core.management import call_command
from django.db import connection

from pendopo.config import roles
from pendopo.config.env import env
from pendopo.config.ownership import owner
from pendopo.config.standing import standing_database
from pendopo.institution import first_run

# Any number, as long as it is always the same: two machines that start at once take turns.
TURN = 7_303_363


@click.command()
@click.option("--and-tell", is_flag=True, hidden=True, help="Write what `pendopo up` needs to know as JSON.")
def migrate(*, and_tell: bool) -> None:
    """Bring the database's tables up to date. Running it again changes nothing."""
    with standing_database():
        bring_up_to_date(verbosity=0 if and_tell else 1)
        if and_tell:
            click.echo(json.dumps({"token": first_run.new_token() if first_run.token_needed() else ""}))


def bring_up_to_date(*, verbosity: int) -> None:
    """Roles, then tables, as their owner."""
    sign_in_role = unquote(urlsplit(env().database_url.get_secret_value()).username or "")
    try:
        with owner(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
            roles.prepare(cursor, sign_in_role=sign_in_role)
            call_command("migrate", verbosity=verbosity, interactive=False)
            roles.prepare(cursor, sign_in_role=sign_in_role)
    except roles.RolesTrouble as error:
        raise click.ClickException(str(error)) from error
