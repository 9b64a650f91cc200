"""Cases: what one answer doesn't end, with the unit that owns the answer and a clock that the law sets."""
