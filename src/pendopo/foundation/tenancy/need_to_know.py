"""The third wall, as migration operations: what only some need to know, the database shows to nobody else.

A row that not everybody of its institution may see says in `known_to` whose it is: members' numbers, and NULL
for everybody. `KnownTo("case")` puts the wall around it; `NeedToKnow("entry", column="case_id", of="cases.case")`
around what hangs from it: whoever does not see the case does not see its entries. Who acts, the transaction says
(`acting_as`, `house_itself`); where nobody was named, nothing that is restricted is seen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from django.db.migrations.operations.base import Operation

from pendopo.foundation.tenancy.transactions import EVERYONE, MEMBER

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

NAME = "need_to_know"
COLUMN = "known_to"


def is_known(column: str = COLUMN, *, carried: bool = False) -> str:
    """What must be true of a row with a list. With `carried`, also whoever acts without a name sees it."""
    said = f"current_setting('{MEMBER}', true)"
    # Inner selects are evaluated once for a statement, not for each row.
    house = f"(SELECT {said} = '{EVERYONE}')"
    member = f"(SELECT nullif(nullif({said}, ''), '{EVERYONE}')::bigint)"
    nobody = f" OR (SELECT coalesce({said}, '') = '')" if carried else ""
    return f"{column} IS NULL OR {house} OR {member} = ANY ({column}){nobody}"


class _ThirdWall(Operation, ABC):
    """A policy that narrows what the others let through."""

    reversible = True

    def __init__(self, *models: str) -> None:
        self.models = models

    @abstractmethod
    def holds(self, table: str, state: ProjectState) -> str:
        """The condition of one table."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes for Django."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in _tables(app_label, self.models, to_state):
            holds = self.holds(table, to_state)
            schema_editor.execute(
                f"CREATE POLICY {NAME} ON {table} AS RESTRICTIVE USING ({holds}) WITH CHECK ({holds})",
                params=None,
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in _tables(app_label, self.models, from_state):
            schema_editor.execute(f"DROP POLICY {NAME} ON {table}")


class KnownTo(_ThirdWall):
    """Show rows with a list in `known_to` to those on it only.

    With `carried` the wall holds for people alone: whoever carries such a row about without a name (the worker
    that sends a reply) still sees it.
    """

    def __init__(self, *models: str, carried: bool = False) -> None:
        super().__init__(*models)
        self.carried = carried

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, list(self.models), {"carried": True} if self.carried else {})

    def holds(self, table: str, state: ProjectState) -> str:
        del table, state
        return is_known(carried=self.carried)

    def describe(self) -> str:
        return f"Need-to-know lists on {', '.join(self.models)}"


class NeedToKnow(_ThirdWall):
    """Show rows to those only who see the row that they hang from by `column`; `of` is its model's label."""

    def __init__(self, *models: str, column: str, of: str) -> None:
        super().__init__(*models)
        self.column = column
        self.of = of

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, list(self.models), {"column": self.column, "of": self.of})

    def holds(self, table: str, state: ProjectState) -> str:
        app_label, _dot, model = self.of.partition(".")
        above = f'"{state.apps.get_model(app_label, model)._meta.db_table}"'
        own = f'{table}."{self.column}"'
        # The walls of the row above hold in here too.
        # OFFSET keeps the question one of a single row: else the database may read the whole table above into a
        # hash, for a page that shows five.
        return f"{own} IS NULL OR EXISTS (SELECT FROM {above} AS above WHERE above.id = {own} OFFSET 0)"

    def describe(self) -> str:
        return f"Need to know on {', '.join(self.models)}, by {self.column}"


class NeedToKnowAgain(NeedToKnow):
    """Put the wall up anew, where it was built otherwise before."""

    reversible = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in _tables(app_label, self.models, to_state):
            schema_editor.execute(f"DROP POLICY {NAME} ON {table}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def _tables(app_label: str, models: tuple[str, ...], state: ProjectState) -> list[str]:
    return [f'"{state.apps.get_model(app_label, model)._meta.db_table}"' for model in models]
