"""An office's own promise about public information: faster than the law, from a day on."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.clock.versions import VersionOfClocks
from pendopo.foundation.tenancy import TenantQuerySet

# Versions of the law are numbered from 1; those of an office from here, so that a request keeps one number.
OFFICES: Final = 1001


class OwnClock(VersionOfClocks):
    """One version; requests and objections keep its number. `terms` holds what is shorter than the law's."""

    number = models.PositiveSmallIntegerField()
    # The version of the law it is shorter than; a later law ends it.
    law = models.PositiveSmallIntegerField()

    objects = TenantQuerySet["OwnClock"].as_manager()

    class Meta(VersionOfClocks.Meta):
        verbose_name = _("clock of public information")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"], name="an_own_clock_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["institution", "valid_from"],
                name="one_own_clock_begins_on_a_day",
                condition=Q(switched_on_at__isnull=False),
            ),
        ]
