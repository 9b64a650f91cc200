"""`pendopo up`: database, web and worker as one process tree, until it is told to stop."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any

import click

from pendopo.config import locks
from pendopo.config.embedded import DatabaseTrouble, EmbeddedPostgres
from pendopo.config.opening import NotOpened, Opening
from pendopo.config.supervisor import Child, Supervisor

SECONDS_TO_ANSWER = 2.0


@click.command()
def up() -> None:
    """Start everything on this machine, and keep it running until Ctrl-C or SIGTERM."""
    run(opening())


def opening(*, beside: bool = False) -> Opening:
    """The settings needed here; without them the reason stands on the terminal already, and this ends."""
    try:
        return Opening.asked(beside=beside)
    except NotOpened:
        sys.exit(1)


def run(settings: Opening, *, first: Callable[[Opening], None] = lambda _: None) -> None:
    """Open the house; `first` is done once the tables stand and before the doors open."""
    lock = _only_one(settings)
    stop = _stop_by_signal()
    server = None if settings.is_managed else EmbeddedPostgres(settings.database)
    try:
        _port_is_free(settings)
        if server is not None:
            server.start()
        told = _prepared()
        first(settings)
        if not stop.is_set():
            _keep(settings, server, stop, told)
    except DatabaseTrouble as error:
        raise click.ClickException(str(error)) from error
    finally:
        if server is not None:
            server.stop()
        lock.close()
    say("Pendopo has stopped.")


def say(words: str) -> None:
    click.echo(words, err=True)


def pendopo(*words: str) -> list[str]:
    """How to call ourselves."""
    return [sys.executable, "-m", "pendopo", *words]


def _keep(
    settings: Opening, server: EmbeddedPostgres | None, stop: threading.Event, told: Mapping[str, Any]
) -> None:
    answers = threading.Event()

    def glance() -> None:
        if server is not None and server.has_died():
            say("The database ended; it is started again.")
            server.stop()
            server.start()
        if not answers.is_set() and _web_answers(settings):
            answers.set()
            _greet(settings, str(told["token"]))

    Supervisor([Child("web", pendopo("web")), Child("worker", pendopo("work"))], say=say).keep(
        stop, each_glance=glance
    )


def _greet(settings: Opening, token: str) -> None:
    say(f"\nPendopo is open: {settings.public_url}/")
    if token and not settings.demo:
        say(f"Nobody is here yet. Make the first administrator: {settings.public_url}/mulai/?token={token}")
    say("Ctrl-C stops it.\n")


def _only_one(settings: Opening) -> IO[str]:
    try:
        return locks.hold(settings.folder / "lock")
    except locks.Held as error:
        raise click.ClickException(
            f"Pendopo is already running on {settings.data} (process {error.holder}). "
            "Stop it first, or choose another folder with PENDOPO_DATA.",
        ) from error


def _stop_by_signal() -> threading.Event:
    stop = threading.Event()

    def ask(number: int, _: object) -> None:
        stop.set()
        # A second Ctrl-C is meant: it ends the waiting.
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    # Under nohup a closed terminal is no reason to stop.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, ask)
    return stop


def _port_is_free(settings: Opening) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"Pendopo cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
                "Stop the other program, or choose another port with PENDOPO_PORT.",
            ) from error


def _prepared() -> dict[str, Any]:
    """Tables brought up to date, by a process that ends afterwards and leaves its memory."""
    done = subprocess.run(  # noqa: S603
        pendopo("migrate", "--and-tell"), stdout=subprocess.PIPE, check=False, start_new_session=True
    )
    if done.returncode:
        raise click.ClickException("The database could not be brought up to date; the reason stands above.")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _web_answers(settings: Opening) -> bool:
    """Whether the house says that it is well: asked by hand, as this process has no library for pages."""
    try:
        with socket.create_connection(
            (_reachable(settings.host), settings.port), timeout=SECONDS_TO_ANSWER
        ) as line:
            line.sendall(b"GET /sehat/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
            words = line.makefile("rb").readline(200).split()
    except OSError:
        return False
    return len(words) > 1 and words[1].isdigit() and int(words[1]) < 500


def _reachable(host: str) -> str:
    """An address to ask where the server listens on every one."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
