"""Take pictures of pages as people see them: a phone and a desk, light and dark. Starts nothing itself.

    python tests/look.py http://127.0.0.1:8000 /kit/ /akun/ [--session KEY] [--only 390-light] [--axe]

The pictures land in test-results/, named after path, width and theme. It complains about pages that scroll
sideways, requests to other hosts, errors in the console, and with --axe about what axe-core calls serious.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PLACE = Path("test-results")
SIZES = {320: 640, 390: 844, 1280: 860}
THEMES = ("light", "dark")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("base")
    words.add_argument("paths", nargs="+")
    words.add_argument("--session", default="", help="value of the session cookie of somebody signed in")
    words.add_argument("--only", default="", help="one combination, such as 390-dark")
    words.add_argument("--axe", action="store_true", help="also ask axe-core")
    words.add_argument("--fold", action="store_true", help="only what fits the window, not the whole page")
    asked = words.parse_args()
    PLACE.mkdir(exist_ok=True)
    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width in SIZES:
            for theme in THEMES:
                if (width == 320 and not asked.only) or asked.only not in {"", f"{width}-{theme}"}:
                    continue
                complaints += look(browser, asked, width, theme)
        browser.close()
    print("\n".join(dict.fromkeys(complaints)) or "Nothing to complain about.")
    return bool(complaints)


def look(browser: Browser, asked: argparse.Namespace, width: int, theme: str) -> list[str]:
    """Open each path in one window of this width and theme; returns what is wrong there."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=theme,
        has_touch=width < 1000,
        locale="id-ID",
    )
    if asked.session:
        context.add_cookies([{"name": "sessionid", "value": asked.session, "url": asked.base}])
    page = context.new_page()
    complaints: list[str] = []
    where = ""
    host = urlsplit(asked.base).netloc
    page.on(
        "console", lambda line: complaints.append(f"{where}: {line.text}") if line.type == "error" else None
    )
    page.on("pageerror", lambda error: complaints.append(f"{where}: {error}"))
    page.on(
        "request",
        lambda request: (
            complaints.append(f"{where}: asks another host, {request.url}")
            if urlsplit(request.url).netloc not in {host, ""}
            else None
        ),
    )
    for path in asked.paths:
        where = f"{path} at {width} {theme}"
        answer = page.goto(urljoin(asked.base, path))
        if answer is None or answer.status >= 500:
            complaints[:] = [line for line in complaints if not line.startswith(where)]
            complaints.append(f"{where}: the house fails; read its log")
            continue
        page.wait_for_load_state("networkidle")
        name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
        page.screenshot(path=PLACE / f"{name}-{width}-{theme}.png", full_page=not asked.fold)
        complaints += [f"{where}: {wrong}" for wrong in wrongs(page, ask_axe=asked.axe)]
    context.close()
    return complaints


def wrongs(page: Page, *, ask_axe: bool) -> list[str]:
    """What a machine can see to be wrong."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"scrolls sideways by {wide} px"] if wide > 0 else []
    if ask_axe:
        for rule in Axe().run(page).response["violations"]:
            if rule["impact"] in {"serious", "critical"}:
                nodes = "; ".join(
                    f"{node['target']} {(node.get('any') or [{}])[0].get('message', '')}"
                    for node in rule["nodes"][:6]
                )
                found.append(f"axe {rule['id']}: {nodes}")
    return found


if __name__ == "__main__":
    sys.exit(main())
