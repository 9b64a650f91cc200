"""Workbooks: a plan read with an error for each wrong cell, and the calendar written without formulas."""
