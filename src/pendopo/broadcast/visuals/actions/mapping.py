"""The areas of an office's region: given once, and every table of regions can be a map."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.broadcast.visuals import policies
from pendopo.broadcast.visuals.models import Boundaries
from pendopo.foundation import ledger
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.institution.people.models import Member

if TYPE_CHECKING:
    from pendopo.broadcast.visuals.charts import regions
else:
    regions = Later("pendopo.broadcast.visuals.charts.regions")

BYTES_MOST: Final = 3_000_000


@transaction.atomic
def keep_boundaries(*, raw: bytes, by: Member, now: datetime) -> Boundaries:
    """Keep these areas, in the place of those that were kept before. Raises Refused."""
    policies.require_may_make(by, now=now)
    if len(raw) > BYTES_MOST:
        raise Refused(_("These boundaries are larger than 3 MB. Simplify them first."), field="boundaries")
    try:
        read = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(
            _("These boundaries cannot be read. Use a GeoJSON file with one area a region."),
            field="boundaries",
        ) from error
    if not isinstance(read, dict):
        raise Refused(
            _("These boundaries cannot be read. Use a GeoJSON file with one area a region."),
            field="boundaries",
        )
    regions.matched([], read)
    kept, _made = Boundaries.objects.update_or_create(
        institution_id=by.institution_id,
        defaults={
            "geojson": json.dumps(read, ensure_ascii=False, separators=(",", ":")),
            "areas": len(read["features"]),
            "kept_by": by,
            "kept_at": now,
        },
    )
    ledger.write(did="visuals.boundaries_kept", by=by, to=kept, at=now, words={"number": kept.areas})
    return kept
