from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.institution.accounts.rates import RatesInDatabase
from pendopo.networks.rates import RatesInMemory

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)


@pytest.fixture(params=[RatesInMemory, RatesInDatabase])
def rates(request, db):
    return request.param()


def test_nothing_is_counted_where_nobody_told_a_limit(rates):
    assert rates.take(["account", "app"], now=NOW) is None


def test_calls_are_used_up_one_by_one_and_then_there_is_a_wait(rates):
    rates.learn("account", left=2, until=SOON, now=NOW)
    assert rates.take(["account"], now=NOW) is None
    assert rates.take(["account"], now=NOW) is None
    assert rates.take(["account"], now=NOW) == timedelta(minutes=5)


def test_where_one_scope_is_empty_nothing_is_used_up_in_the_other(rates):
    rates.learn("account", left=1, until=SOON, now=NOW)
    rates.learn("app", left=0, until=SOON, now=NOW)
    assert rates.take(["account", "app"], now=NOW) == timedelta(minutes=5)
    assert rates.take(["account"], now=NOW) is None


def test_a_question_leaves_calls_for_what_must_be_said(rates):
    rates.learn("account", left=3, until=SOON, now=NOW)
    assert rates.take(["account"], now=NOW, leave=3) == timedelta(minutes=5)
    assert rates.take(["account"], now=NOW) is None


def test_within_one_window_the_smaller_number_holds(rates):
    rates.learn("account", left=1, until=SOON, now=NOW)
    rates.learn("account", left=9, until=SOON, now=NOW)
    rates.take(["account"], now=NOW)
    assert rates.take(["account"], now=NOW) is not None


def test_a_window_that_is_over_counts_no_more(rates):
    rates.learn("account", left=0, until=SOON, now=NOW)
    assert rates.take(["account"], now=SOON + timedelta(seconds=1)) is None
