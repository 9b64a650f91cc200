"""`pendopo`: every command of the house, each in its own module, loaded only when it is called."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, cast

import click
import django

from pendopo import __version__


@dataclass(frozen=True)
class Command:
    """Where a command lives, and whether Django must be ready before it is loaded."""

    module: str
    help: str
    needs_django: bool = True
    is_hidden: bool = False


COMMANDS: Final = {
    "up": Command("up", "Start everything: database, web, worker.", needs_django=False),
    "web": Command(
        "web",
        "Serve pages only (with a managed database, on as many machines as wanted).",
        needs_django=False,
    ),
    "work": Command("work", "Do background work only (likewise)."),
    "migrate": Command("migrate", "Bring the database's tables up to date."),
    "demo": Command(
        "demo", "Fill a separate data folder with a fictional regency, and start it.", needs_django=False
    ),
    "fill": Command("fill", "Fill a demonstration's data folder.", is_hidden=True),
    "doctor": Command("doctor", "Look everything over, and say how to mend what is not well."),
    "backup": Command("backup", "Write database, media and keys into one sealed file."),
    "restore": Command("restore", "Bring back what a backup file holds.", needs_django=False),
    "keys": Command("keys", "The keys that seal tokens and personal data: new, rotate, list."),
    "ledger": Command("ledger", "The ledger: verify its chain."),
    "triage": Command(
        "triage", "Classify texts as JSON lines; make the model for it again.", needs_django=False
    ),
}


class House(click.Group):
    """Loads a command's module at its call, so that `pendopo up` stays small and `--help` needs no settings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        wanted = COMMANDS.get(cmd_name)
        if wanted is None:
            return None
        if wanted.needs_django:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
            django.setup()
        module: Any = import_module(f"pendopo.config.commands.{wanted.module}")
        return cast("click.Command", getattr(module, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.help) for name, command in COMMANDS.items() if not command.is_hidden]
            )


@click.group(cls=House)
@click.version_option(__version__, prog_name="Pendopo")
def main() -> None:
    """The hall from which a public institution speaks on social media, and where anyone may be heard."""
