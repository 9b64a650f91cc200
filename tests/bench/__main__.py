"""Every bench in this folder, one after the other; what each prints goes into its place in the documents.

A bench with a page of its own (docs/benchmarks/NAME.md) is written there, the others into docs/benchmarks.md.

make bench                 all of them
make bench ONLY=inbox      one
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"


def main(names: list[str]) -> int:
    """Run them; 0 when all ended well."""
    failed = []
    for name in names or benches():
        print(f"== {name}", flush=True)
        ran = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{name}"], stdout=subprocess.PIPE, text=True, check=False
        )
        print(ran.stdout, flush=True)
        if ran.returncode:
            failed.append(name)
        else:
            page = page_of(name)
            heading = "Measured" if page.stem == name else name.replace("_", " ").capitalize()
            written = placed(page.read_text(encoding="utf-8"), name, ran.stdout.strip(), heading=heading)
            page.write_text(written, encoding="utf-8")
    if failed:
        print(f"These failed: {', '.join(failed)}.")
    return 1 if failed else 0


def benches() -> list[str]:
    """The modules here that measure something when they are run."""
    return sorted(
        file.stem
        for file in HERE.glob("[a-z]*.py")
        if 'if __name__ == "__main__"' in file.read_text(encoding="utf-8")
    )


def page_of(name: str) -> Path:
    """The page a bench's figures stand on."""
    own = DOCS / "benchmarks" / f"{name}.md"
    return own if own.exists() else DOCS / "benchmarks.md"


def placed(page: str, name: str, measured: str, *, heading: str) -> str:
    """The page with this bench's words where they stood before, or at its end."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n\n## {heading}\n\n{measured}\n\n{end}"
    if begin in page:
        return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: section, page, flags=re.DOTALL)
    return f"{page.rstrip()}\n\n{section}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
