"""Every write of the cases room."""

from pendopo.serve.cases.actions.knowing import flag_supervisory, let_go, let_know
from pendopo.serve.cases.actions.opening import Contact, open_case
from pendopo.serve.cases.actions.protecting import lower, protect, record_consent

__all__ = [
    "Contact",
    "flag_supervisory",
    "let_go",
    "let_know",
    "lower",
    "open_case",
    "protect",
    "record_consent",
]
