"""The practice network as a network at its worst: hangs, drops, forgets to answer, and counts everything."""
