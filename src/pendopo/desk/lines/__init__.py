"""What needs a member now, from every room, in the order of legal and human urgency."""

from pendopo.desk.lines.all import GROUPS, lines_for
from pendopo.desk.lines.line import Group, Line

__all__ = ["GROUPS", "Group", "Line", "lines_for"]
