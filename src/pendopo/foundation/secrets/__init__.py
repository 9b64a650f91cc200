"""Encryption at rest: sealing, blind indexes, masks, and changing keys while the house is open."""
