"""Every write of service standards."""

from pendopo.serve.standards.actions.deciding import publish, return_to_writers, take_back, withdraw
from pendopo.serve.standards.actions.pledging import propose_pledge, publish_pledge
from pendopo.serve.standards.actions.writing import add_service, change_service, submit, write

__all__ = [
    "add_service",
    "change_service",
    "propose_pledge",
    "publish",
    "publish_pledge",
    "return_to_writers",
    "submit",
    "take_back",
    "withdraw",
    "write",
]
