"""Real network servers, started once for a whole test session (see README.md and fixtures.py)."""
