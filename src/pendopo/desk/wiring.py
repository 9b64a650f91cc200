"""Who hears what: every wire between parts that imports don't show. Imported when the house is switched on."""

from __future__ import annotations

from pendopo.foundation import events
from pendopo.foundation.events import Wiring

WIRING: Wiring = {}

events.wire(WIRING)
