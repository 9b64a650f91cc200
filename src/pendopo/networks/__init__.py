"""The outside world: every network behind one contract. Pure Python; imports no Django."""

import sys

# Wherever rich and click happen to be installed, httpx reads in a command line of its own: 9 MB in each process, for nobody.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
