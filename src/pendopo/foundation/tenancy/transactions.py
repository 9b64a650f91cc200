"""A transaction says for whom it was opened; row-level security listens to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.db import connection, transaction

INSTITUTION: Final = "pendopo.institution"
PERSON: Final = "pendopo.person"
EVERYONE: Final = "*"

View = TypeVar("View", bound=Callable[..., Any])


class AnotherInstitution(AssertionError):
    """Inside one institution's transaction the code asked for another's: a mistake of ours."""


def _set(name: str, value: str) -> str:
    """Set it for this transaction only (poolers hand the connection on after it); what stood before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before.said, set_config(%s, %s, true) "
            "FROM (SELECT coalesce(current_setting(%s, true), '') AS said OFFSET 0) AS before",
            [name, value, name],
        )
        return str(cursor.fetchone()[0])


@contextmanager
def _setting(value: str) -> Iterator[str]:
    is_inside = connection.in_atomic_block
    with transaction.atomic():
        before = _set(INSTITUTION, value)
        yield before
        # The end of the outermost transaction forgets the setting, and so does an error.
        if is_inside and before != value:
            _set(INSTITUTION, before)


@contextmanager
def acting_for(institution_id: int) -> Iterator[None]:
    """One transaction that sees and writes this institution's rows only.

    Inside another transaction it is a savepoint, and what was set before comes back after it.
    """
    with _setting(str(institution_id)) as before:
        if before not in {"", EVERYONE, str(institution_id)}:
            raise AnotherInstitution(f"acting for {before}, asked for {institution_id}")
        yield


@contextmanager
def whole_house(why: str) -> Iterator[None]:
    """One transaction that sees every institution's rows, for sweeps and upkeep; `why` is for the reader.

    An architecture test holds the list of those who may.
    """
    if not why:
        raise AnotherInstitution("whole_house needs its reason")
    with _setting(EVERYONE):
        yield


@contextmanager
def known_person(person_id: int) -> Iterator[None]:
    """One transaction in which a person's own memberships can be seen, before an institution is chosen."""
    with transaction.atomic():
        _set(PERSON, str(person_id))
        yield


def current_institution_id() -> int | None:
    """For whom the running transaction was opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [INSTITUTION])
        said = str(cursor.fetchone()[0])
    return int(said) if said.isdigit() else None


def own_transactions(view: View) -> View:
    """A view that talks to the outside, and therefore opens its own short transactions."""
    view.manages_own_transactions = True  # type: ignore[attr-defined]
    return view


def manages_own_transactions(view: Callable[..., Any]) -> bool:
    """Whether the view was marked so."""
    return bool(getattr(view, "manages_own_transactions", False))
