"""The portal as it is: a whole house of its own, with one institution and a token for its pages.

`python -m tests.servers.portal` (in the house's environment) makes both and prints them as JSON.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx

from tests.journeys.house import ROOT, a_house

LATEST = 6  # as many as a test writes, and some more
ARTICLE = re.compile(r'href="(/portal/[\w-]+/\d+-[\w-]+/)"')
BODY = re.compile(r'<div class="space-y-4 text-lg[^"]*">(.*?)</div>', re.DOTALL)
COMMENT = re.compile(r'<li [^>]*id="komentar-(\d+)">(.*?)</li>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="(\w*)"')


class Portal:
    """Its pages as a visitor meets them."""

    def __init__(self, base: str, slug: str, token: str) -> None:
        self.base = base
        self.slug = slug
        self.token = token
        self.visitors = itertools.count(1)

    def page(self, article_id: str) -> str:
        return httpx.get(
            f"{self.base}/portal/{self.slug}/{article_id}-x/", follow_redirects=True, timeout=30
        ).text

    def latest(self) -> Iterator[str]:
        """Every text on the pages of the latest news: articles, and what stands below them."""
        news = httpx.get(f"{self.base}/portal/{self.slug}/berita/", timeout=30).text
        for path in list(dict.fromkeys(ARTICLE.findall(news)))[:LATEST]:
            page = httpx.get(self.base + path, timeout=30).text
            yield from (unescape(body) for body in BODY.findall(page))
            yield from (unescape(text) for _number, text in COMMENT.findall(page))

    def shows(self, article_id: str, comment_id: str) -> bool:
        return comment_id in dict(COMMENT.findall(self.page(article_id)))

    def visitor_says(self, text: str, *, under: str) -> None:
        """Fill in the form below an article, each time as somebody else."""
        who = {"X-Forwarded-For": f"203.0.113.{next(self.visitors) % 250}"}
        with httpx.Client(base_url=self.base, headers=who, follow_redirects=True, timeout=30) as browser:
            page = browser.get(f"/portal/{self.slug}/{under}-x/")
            said = {**dict(HIDDEN.findall(page.text)), "author": "Warga", "text": text}
            answer = browser.post(page.url, data=said)
            assert "terima" in str(answer.url), answer.text


@contextmanager
def running() -> Iterator[Portal]:
    """A house with an open portal, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="p-por-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with a_house(folder, PENDOPO_TRUSTED_PROXY="true") as house:
            made = subprocess.run(
                [sys.executable, "-m", "tests.servers.portal"],
                env={
                    **{k: v for k, v in os.environ.items() if not k.startswith(("PENDOPO_", "DJANGO_"))},
                    "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                    "PENDOPO_DATA": str(house.data),
                    "PENDOPO_PUBLIC_URL": house.base,
                    "DJANGO_SETTINGS_MODULE": "pendopo.config.settings",
                },
                cwd=folder,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            yield Portal(house.base, **json.loads(made.stdout))


def make() -> dict[str, str]:
    """An institution and a token for its portal."""
    import django  # noqa: PLC0415 (only this process is inside the house)

    django.setup()
    from pendopo.foundation.tenancy import acting_for  # noqa: PLC0415
    from pendopo.institution.people.roles import Role  # noqa: PLC0415
    from pendopo.institution.tests.builders import a_member, an_institution  # noqa: PLC0415
    from pendopo.portal import actions  # noqa: PLC0415

    office = an_institution("Kabupaten Mekarjaya")
    with acting_for(office.pk):
        by = a_member(office, Role.ADMINISTRATOR)
        token = actions.make_token(name="Pendopo", by=by, now=datetime.now(UTC))
    return {"slug": office.slug, "token": token}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make()))
