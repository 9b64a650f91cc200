"""Personal data in what people write: found as spans with kinds, and covered (R15, R80)."""

from pendopo.foundation.personal_data.finding import Hit, Kind, found_in, masked
from pendopo.foundation.personal_data.published import NOTHING_PUBLISHED, Published

__all__ = ["NOTHING_PUBLISHED", "Hit", "Kind", "Published", "found_in", "masked"]
