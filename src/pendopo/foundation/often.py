"""Questions that every page asks: told by a queryset like any other, turned into SQL once.

Telling a question anew takes the ORM longer than the database takes to answer it: a page's frame alone asks six.
What changes from page to page (whose rows, which instant) is handed in as named values; all else of the queryset
must be the same each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

# Stand in for the values until they are known; nobody's real ones. Each is told by its place.
PLACES: Final[dict[type, Callable[[int], Any]]] = {
    int: lambda place: -2_000_000_000 - place,
    datetime: lambda place: datetime(1, 1, 1, 0, 0, place + 1, tzinfo=UTC),
    date: lambda place: date(1, 1, place + 1),
    str: "\N{REPLACEMENT CHARACTER}{}".format,
}


class Often:
    """A question with named values: `Often(lambda *, office: Row.objects.filter(...), office=int)`.

    `ask` returns a queryset of `values()` or `values_list()`; it is asked for it once.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self._ask = ask
        self._places = {PLACES[kind](place): name for place, (name, kind) in enumerate(kinds.items())}
        self._told: tuple[str, tuple[tuple[str, Any], ...]] | None = None

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Every row of the answer, as the database gives it."""
        sql, slots = self._tell()
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(slots, values))
            return list(cursor.fetchall())

    def count(self, *, most: int, **values: Any) -> int:
        """How many rows there are, counted up to `most`."""
        sql, slots = self._tell()
        with connection.cursor() as cursor:
            counted = f"SELECT count(*) FROM ({sql} LIMIT %s) AS counted"  # noqa: S608  the ORM wrote it
            cursor.execute(counted, [*_filled(slots, values), most])
            return int(cursor.fetchone()[0])

    def _tell(self) -> tuple[str, tuple[tuple[str, Any], ...]]:
        if self._told is None:
            asked = self._ask(**{name: place for place, name in self._places.items()})
            sql, params = asked.query.sql_with_params()
            self._told = sql, tuple(self._slot(param) for param in params)
        return self._told

    def _slot(self, param: Any) -> tuple[str, Any]:
        """Which value stands here, and its type in the database; without a name, what always stands here."""
        name = self._places.get(param, "") if isinstance(param, (*PLACES,)) else ""
        return (name, type(param)) if name else ("", param)


def _filled(slots: tuple[tuple[str, Any], ...], values: dict[str, Any]) -> list[Any]:
    return [
        (kept(values[name]) if issubclass(kept, int) else values[name]) if name else kept
        for name, kept in slots
    ]
