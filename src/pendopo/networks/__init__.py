"""The outside world: every network behind one contract. Pure Python; imports no Django."""
