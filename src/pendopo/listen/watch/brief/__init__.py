"""The morning brief on paper."""
