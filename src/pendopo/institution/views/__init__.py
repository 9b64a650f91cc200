"""The screens of the institution, by topic."""
