"""Layani: what becomes of a question that one answer does not end."""
