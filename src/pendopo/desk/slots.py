"""Whose fragments fill which page: every wire between screens. Imported when the house is switched on."""

from __future__ import annotations

from pendopo.foundation import slots
from pendopo.foundation.slots import Slots

SLOTS: Slots = {}

slots.fill(SLOTS)
