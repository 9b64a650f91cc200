"""`pendopo triage`: classify what comes in as JSON lines, and make the shipped model again; neither needs a house."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pendopo.listen import triage as room
from pendopo.listen.triage.lines import classified, clustered

TRAINING = "pendopo.listen.triage.training.making"


@click.group()
def triage() -> None:
    """What a text asks for, how urgent it is and who may answer it."""


@triage.command()
@click.option("--explain", is_flag=True, help="Add how sure each answer is, and the words that decided it.")
def classify(*, explain: bool) -> None:
    """Read JSON lines {id, text} from standard input; write the labels of each as a JSON line.

    A line that can't be read is named on standard error and left out; the command then ends with 1.
    """
    _answer(partial(classified, explain=explain))


@triage.command()
def duplicates() -> None:
    """Read JSON lines {id, text} from standard input; write {id, cluster}: the first that says the same."""
    _answer(clustered)


def _answer(answers: Callable[[Iterable[bytes], Callable[[str], None]], Iterator[str]]) -> None:
    bad = 0

    def complain(why: str) -> None:
        nonlocal bad
        bad += 1
        click.echo(why, err=True)

    for line in answers(sys.stdin.buffer, complain):
        sys.stdout.write(f"{line}\n")
    if bad:
        sys.exit(1)


@triage.command()
@click.option(
    "--packs",
    envvar="PENDOPO_TEXTS",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the labelled texts (or PENDOPO_TEXTS).",
)
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(room.__file__).parent / "model",
    help="Where the model goes; by default the one that is shipped is replaced.",
)
def train(*, packs: Path, into: Path) -> None:
    """Make the model again out of labelled texts, after measuring a twin on what was kept back."""
    try:
        making: Any = import_module(TRAINING)
    except ImportError as missing:
        raise click.ClickException(
            f"Training needs scikit-learn ({missing}). Install it: pip install 'pendopo[train]'"
        ) from missing
    making.make(into, packs, click.echo)
