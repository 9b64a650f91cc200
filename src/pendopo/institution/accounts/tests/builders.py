"""Official accounts for tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.outside import seal
from pendopo.institution.models import Institution
from pendopo.institution.tests.builders import a_member, a_unit

numbers = itertools.count(10_001)  # of one width: as text they stand in their order, and none begins another


def an_account(
    institution: Institution, *, secrets: dict[str, str] | None = None, **fields: object
) -> SocialAccount:
    """A connected account on the practice network, whose register entry is in order."""
    number = next(numbers)
    if "responsible" not in fields:
        fields["responsible"] = a_member(institution)
    if "owner_unit" not in fields:
        fields["owner_unit"] = a_unit(institution)
    with acting_for(institution.pk):
        account = SocialAccount(
            institution=institution,
            **{
                "network": "practice",
                "base": "http://127.0.0.1:1",
                "handle": f"akun{number}",
                "name": f"Akun {number}",
                "remote_id": str(number),
                "webhook_token": f"kail-{number}",
                "connected_at": datetime(2026, 1, 5, tzinfo=UTC),
                **fields,
            },
        )
        account.secrets = seal(account.mark, secrets or {"token": "t"})
        account.save()
    return account
