"""Every write of the cases room."""

from pendopo.serve.cases.actions.opening import Contact, open_case

__all__ = ["Contact", "open_case"]
