"""A transaction says for whom it was opened; row-level security listens to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Final, Protocol, TypeVar

from django.db import connection, transaction

INSTITUTION: Final = "pendopo.institution"
MEMBER: Final = "pendopo.member"
PERSON: Final = "pendopo.person"
EVERYONE: Final = "*"

# What this thread's running transaction was opened for, as the database knows it.
_acts_for: ContextVar[str] = ContextVar("acts_for", default="")

View = TypeVar("View", bound=Callable[..., Any])


class Acting(Protocol):
    """A member of one institution."""

    pk: Any

    @property
    def institution_id(self) -> int: ...


class AnotherInstitution(AssertionError):
    """Inside one institution's transaction the code asked for another's: a mistake of ours."""


def _set(**said: str) -> dict[str, str]:
    """Set it for this transaction only (poolers hand the connection on after it); what stood before.

    Names are those of the settings without `pendopo.`, as `_set(institution="7", member="3")`.
    """
    names = [f"pendopo.{name}" for name in said]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT before.name, before.said, set_config(before.name, before.wanted, true) "
            "FROM (SELECT name, wanted, coalesce(current_setting(name, true), '') AS said "
            "      FROM unnest(%s::text[], %s::text[]) AS new (name, wanted) OFFSET 0) AS before",
            [names, list(said.values())],
        )
        return {name.removeprefix("pendopo."): before for name, before, _now in cursor.fetchall()}


@contextmanager
def _setting(**said: str) -> Iterator[dict[str, str]]:
    is_inside = connection.in_atomic_block
    standing = _acts_for.set(said.get("institution", _acts_for.get()))
    try:
        with transaction.atomic():
            before = _set(**said)
            yield before
            # The end of the outermost transaction forgets the setting, and so does an error.
            if is_inside and before != said:
                _set(**before)
    finally:
        _acts_for.reset(standing)


@contextmanager
def acting_for(institution_id: int, *, member_id: int | None = None) -> Iterator[None]:
    """One transaction that sees and writes this institution's rows only.

    Where a person acts, `member_id` says who: what only some need to know is shown to those on its list.
    Left out, whoever acted before goes on acting, and at first nobody does. Inside another transaction it is
    a savepoint, and what was set before comes back after it.
    """
    said = {"institution": str(institution_id)}
    if member_id is not None:
        said["member"] = str(member_id)
    with _setting(**said) as before:
        if before["institution"] not in {"", EVERYONE, str(institution_id)}:
            raise AnotherInstitution(f"acting for {before['institution']}, asked for {institution_id}")
        yield


def reading_for(institution_id: int) -> AbstractContextManager[None]:
    """Read this institution's rows: in the transaction that was opened for it, or else in one of their own.

    For what stands around every page: a savepoint there costs three questions and saves nothing.
    """
    return nullcontext() if _acts_for.get() == str(institution_id) else acting_for(institution_id)


def acting_as(member: Acting) -> AbstractContextManager[None]:
    """One transaction of this member: of their institution, with what they need to know."""
    return acting_for(member.institution_id, member_id=member.pk)


@contextmanager
def house_itself(why: str) -> Iterator[None]:
    """A transaction, or a part of one, in which no person acts but the house: it sees what only some need to know.

    For intake, clocks and whoever proved by a link or a code that it is their own case. Nothing of it may end up
    before people who are not on the list; `why` is for the reader, and an architecture test holds the list of
    those who may. The institution stays the one that was set.
    """
    if not why:
        raise AnotherInstitution("house_itself needs its reason")
    with _setting(member=EVERYONE):
        yield


@contextmanager
def whole_house(why: str) -> Iterator[None]:
    """One transaction that sees every institution's rows, for sweeps and upkeep; `why` is for the reader.

    An architecture test holds the list of those who may.
    """
    if not why:
        raise AnotherInstitution("whole_house needs its reason")
    with _setting(institution=EVERYONE, member=EVERYONE):
        yield


@contextmanager
def known_person(person_id: int) -> Iterator[None]:
    """One transaction in which a person's own memberships can be seen, before an institution is chosen."""
    with transaction.atomic():
        _set(person=str(person_id))
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
