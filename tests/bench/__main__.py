"""Every bench in this folder, one after the other; what each prints goes into its place in docs/benchmarks.md.

make bench                 all of them
make bench ONLY=inbox      one
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "benchmarks.md"


def main(names: list[str]) -> int:
    """Run them; 0 when all ended well."""
    failed = []
    for name in names or sorted(file.stem for file in HERE.glob("[a-z]*.py")):
        print(f"== {name}", flush=True)
        ran = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{name}"], stdout=subprocess.PIPE, text=True, check=False
        )
        print(ran.stdout, flush=True)
        if ran.returncode:
            failed.append(name)
        else:
            PAGE.write_text(
                placed(PAGE.read_text(encoding="utf-8"), name, ran.stdout.strip()), encoding="utf-8"
            )
    if failed:
        print(f"These failed: {', '.join(failed)}.")
    return 1 if failed else 0


def placed(page: str, name: str, measured: str) -> str:
    """The page with this bench's words where they stood before, or at its end."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n\n## {name.replace('_', ' ').capitalize()}\n\n{measured}\n\n{end}"
    if begin in page:
        return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: section, page, flags=re.DOTALL)
    return f"{page.rstrip()}\n\n{section}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
