"""Every read of service standards that others may ask for."""

from pendopo.serve.standards.queries.promising import Promise, promised
from pendopo.serve.standards.queries.quoting import answers_to, name_of, named, names_of, offered
from pendopo.serve.standards.queries.shelf import (
    A_PAGE,
    Shelf,
    history,
    in_force,
    open_draft,
    pledge,
    proposed_pledge,
    public_page,
    public_parts,
    services,
    to_decide,
)

__all__ = [
    "A_PAGE",
    "Promise",
    "Shelf",
    "answers_to",
    "history",
    "in_force",
    "name_of",
    "named",
    "names_of",
    "offered",
    "open_draft",
    "pledge",
    "promised",
    "proposed_pledge",
    "public_page",
    "public_parts",
    "services",
    "to_decide",
]
