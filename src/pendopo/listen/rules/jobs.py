"""What the worker does for rules: it tries them on what came in before."""

from __future__ import annotations

from datetime import UTC, datetime

from pendopo.foundation.jobs import job
from pendopo.foundation.tenancy import acting_for
from pendopo.listen.rules.trials import go_on_trying


@job(queue="inbox", name="rules.try_rule")
def try_rule(institution_id: int, trial_id: int) -> None:
    """Look at one batch, and come back for the next: intake is never kept waiting."""
    with acting_for(institution_id):
        if go_on_trying(institution_id=institution_id, trial_id=trial_id, now=datetime.now(UTC)):
            try_rule.defer(institution_id=institution_id, trial_id=trial_id)
