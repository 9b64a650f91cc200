"""Links that lead nowhere. They were tried elsewhere; here their answers are only read."""

from __future__ import annotations

from collections.abc import Iterator

from pendopo.broadcast.content.rules.finding import Finding
from pendopo.broadcast.content.rules.reading import Reading
from pendopo.broadcast.content.rules.rulebook import Book
from pendopo.networks import counting

GONE = frozenset({404, 410})


def examine(reading: Reading, book: Book) -> Iterator[Finding]:
    statuses = reading.subject.link_statuses
    if not statuses:
        return
    found: dict[str, list[counting.Link]] = {}
    for passage in reading.passages():
        if passage.text not in found:
            found[passage.text] = (
                [counting.Link(0, len(passage.text), passage.text)]
                if passage.field == "link"
                else counting.links(passage.text, bare=True)
            )
        for link in found[passage.text]:
            status = statuses.get(link.url)
            if status in GONE:
                code = "link_gone"
            elif status is not None and (status == 0 or status >= 500):
                code = "link_failed"
            else:
                continue
            if book.is_on(code):
                yield book.finding(
                    code,
                    about=link.url,
                    params={"status": status or 0},
                    where=passage.span(link.start, link.end),
                    account_key=passage.account_key,
                )
