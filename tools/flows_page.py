"""Write docs/flows.md out of every flow; with `--check`, only say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.utils import translation

from pendopo.foundation.flows import FLOWS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "flows.md"
HEAD = """# Lives as tables

Written by `tools/flows_page.py` out of each room's `states.py`; `make fix` writes it again. A move that is not drawn here
can't be made: it is one conditional UPDATE, and the database knows the states too.
"""


def main(arguments: list[str]) -> int:
    """Write or check; 0 when the page is right."""
    django.setup()
    page = written()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        print("docs/flows.md does not show the flows as they are. Run `make fix`.")
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def written() -> str:
    """The page: a drawing and the names of the states for each flow."""
    parts = [HEAD]
    with translation.override("en"):
        for name, flow in sorted(FLOWS.items()):
            states = ", ".join(f"`{state.value}` {state.label}" for state in flow.states)
            parts.append(f"\n## {name}\n\n{states}.\n\n```mermaid\n{flow.diagram()}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
