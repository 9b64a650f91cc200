"""Pendopo: the hall from which a public institution speaks, and where anyone may be heard."""

__version__ = "0.1.0"
