"""`pendopo web`: pages."""

from __future__ import annotations

import os
import sys

import click

from pendopo.config.env import env


@click.command()
def web() -> None:
    """Serve pages on this machine until stopped."""
    settings = env()
    # The settings are right, so this process makes room for one that needs less memory to watch.
    words = [settings.host, str(settings.port), str(settings.web_processes)]
    os.execv(sys.executable, [sys.executable, "-m", "pendopo.config.web_server", *words])  # noqa: S606
