"""Row-level security as a migration operation: `Walls("delivery", "attempt")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.migrations.operations.base import Operation

from pendopo.foundation.tenancy.transactions import EVERYONE, INSTITUTION, PERSON

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

NAME = "own_institution_only"


def condition(column: str, *, person_column: str = "") -> str:
    """What must be true of a row that may be seen or written. Unset settings are NULL or '': nothing is."""
    current = f"current_setting('{INSTITUTION}', true)"
    # The inner select is evaluated once for a statement, not for each row, and leaves indexes usable.
    own = f"{column} = (SELECT nullif(nullif({current}, ''), '{EVERYONE}')::bigint)"
    everyone = f"(SELECT {current} = '{EVERYONE}')"
    person = (
        f" OR {person_column} = (SELECT nullif(current_setting('{PERSON}', true), '')::bigint)"
        if person_column
        else ""
    )
    return f"{own} OR {everyone}{person}"


class Walls(Operation):
    """Let the database show and take only rows of the institution that acts.

    `column` holds the institution; with `person_column` a person also sees the rows about themselves.
    The owner of the tables (migrations, backups) is not held back; the application's role is.
    """

    reversible = True

    def __init__(self, *models: str, column: str = "institution_id", person_column: str = "") -> None:
        self.models = models
        self.column = column
        self.person_column = person_column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs: dict[str, Any] = {}
        if self.column != "institution_id":
            kwargs["column"] = self.column
        if self.person_column:
            kwargs["person_column"] = self.person_column
        return (type(self).__name__, list(self.models), kwargs)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes for Django."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        holds = condition(self.column, person_column=self.person_column)
        for table in self._tables(app_label, to_state):
            schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            schema_editor.execute(
                f"CREATE POLICY {NAME} ON {table} USING ({holds}) WITH CHECK ({holds})",
                params=None,
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self._tables(app_label, from_state):
            schema_editor.execute(f"DROP POLICY {NAME} ON {table}")
            schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def _tables(self, app_label: str, state: ProjectState) -> list[str]:
        return [f'"{state.apps.get_model(app_label, model)._meta.db_table}"' for model in self.models]

    def describe(self) -> str:
        return f"Row-level security on {', '.join(self.models)}"
