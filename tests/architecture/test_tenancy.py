"""Every table with an institution stands behind both walls."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, UniqueConstraint

from pendopo.foundation.flows import FLOWS
from pendopo.foundation.tenancy import TenantModel

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, TenantModel)]
OURS = [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]
# Tables of the house itself: nothing in them belongs to one institution.
OF_THE_HOUSE = {
    "foundation_ledgerhead",  # behind the wall as well, by its own key
    "institution_institution",
    "institution_person",
    "accounts_appregistration",
    "accounts_ratewindow",
}


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model._meta.label)
def test_a_tenant_table_has_row_level_security(model, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        assert cursor.fetchone() == (True,), f"add Walls({model._meta.model_name!r}) to its migration"
        cursor.execute("SELECT count(*) FROM pg_policy WHERE polrelid = %s::regclass", [model._meta.db_table])
        assert cursor.fetchone()[0] >= 1


def test_every_table_is_a_tenants_or_known_to_be_of_the_house():
    strangers = {
        model._meta.db_table
        for model in OURS
        if not issubclass(model, TenantModel)
        and model._meta.db_table not in OF_THE_HOUSE
        and not model._meta.db_table.startswith("practice_")
    }
    assert not strangers


def test_the_application_owns_no_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = 'pendopo_app')"
        )
        assert cursor.fetchall() == []


def test_every_state_stands_in_a_constraint_of_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'")
        checks = [row[0] for row in cursor.fetchall()]
    for flow in FLOWS.values():
        if flow.name.startswith("test."):
            continue
        assert any(all(f"'{state.value}'" in check for state in flow.states) for check in checks), flow.name


def test_no_constraint_asks_for_more_than_postgresql_14():
    """Django leaves such a constraint out on an older server, and says so only in a warning."""
    newer = [
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.nulls_distinct is not None
    ]
    assert newer == []


# Rows with a list of members who need to know, and those that may name one without hanging from it.
KNOWN_TO = {"cases.Case", "inbox.Conversation", "publishing.Delivery"}
NAMES_ONE_ONLY = {
    ("cases.Case", "conversation"): "a case has a list of its own",
    ("cases.Case", "joined_to"): "a case has a list of its own",
    (
        "openness.PublicInfoRequest",
        "conversation",
    ): "the law's register has no gaps and hides no entry; it keeps what was asked for, not the thread",
    ("publishing.Delivery", "target"): "a delivery has a list of its own",
}


def test_what_hangs_from_a_row_that_few_need_to_know_stands_behind_the_third_wall(db):
    """Whoever does not see a case or a conversation sees nothing that belongs to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT polrelid::regclass::text FROM pg_policy WHERE polname = 'need_to_know'")
        walled = {row[0] for row in cursor.fetchall()}
    above = {model for model in TENANT_MODELS if model._meta.label in KNOWN_TO}
    assert {model._meta.db_table for model in above} <= walled
    while True:
        hanging = {
            model
            for model in TENANT_MODELS
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey)
            and field.related_model in above
            and (model._meta.label, field.name) not in NAMES_ONE_ONLY
        }
        if hanging <= above:
            break
        above |= hanging
    open_to_all = {model._meta.label for model in above if model._meta.db_table not in walled}
    assert not open_to_all, 'add NeedToKnow("name", column="case_id", of="cases.case") to the migration'


def test_the_third_wall_asks_for_one_row_of_the_table_above(db):
    """Without an OFFSET the database may read all of that table into a hash, for a page that shows five rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual FROM pg_policies WHERE policyname = 'need_to_know'")
        walls = dict(cursor.fetchall())
    asking = {table: condition for table, condition in walls.items() if "EXISTS" in condition}
    assert len(asking) > 20
    assert not {table for table, condition in asking.items() if "OFFSET 0" not in condition}
