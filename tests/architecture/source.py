"""The house's own source, read as text and as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pendopo

ROOT = Path(pendopo.__file__).parent


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts


@cache
def modules() -> tuple[Path, ...]:
    """Every module that is neither a test nor a migration."""
    return tuple(
        path
        for path in sorted(ROOT.rglob("*.py"))
        if not is_test(path) and "migrations" not in path.relative_to(ROOT).parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """The dotted name of a module."""
    parts = ("pendopo", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
