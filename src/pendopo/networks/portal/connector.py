"""One institution's public pages, spoken to like any other network.

Every article and every answer is written under a name we choose (our key): a repeat is the same
one, and what was taken down answers 410 for ever, so a late repeat does not bring it back.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pendopo.networks import fitting
from pendopo.networks.contract import (
    Ability,
    Draft,
    Found,
    Identity,
    Limits,
    Measured,
    NotThere,
    Outcome,
    Proof,
    Reading,
    Refused,
    Sent,
)
from pendopo.networks.http import Line, Talk
from pendopo.networks.portal import shapes, words
from pendopo.networks.words import NOT_OFFERED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pendopo.networks.connecting import Keep
    from pendopo.networks.contract import Credentials, Picture
    from pendopo.networks.outside import Outside

LIMITS: Final = Limits(
    text_max=shapes.TEXT_MAX,
    link_takes_text=False,
    tags_take_text=False,
    pictures_max=shapes.PICTURES_MAX,
    picture_shape=16 / 9,
    picture_bytes_max=shapes.PICTURE_BYTES_MAX,
    picture_kinds=shapes.PICTURE_KINDS,
    alt_text_max=shapes.ALT_MAX,
    title_max=shapes.TITLE_MAX,
    abilities=frozenset(
        {
            Ability.PICTURES,
            Ability.ALT_TEXT,
            Ability.LINKS,
            Ability.READ,
            Ability.REPLY,
            Ability.HIDE,
            Ability.SHOW,
            Ability.DELETE,
            Ability.MEASURE,
            Ability.TITLE,
            Ability.CATEGORIES,
        }
    ),
    proof=Proof.RECORD_KEY,
)


def limits_for(settings: Mapping[str, str]) -> Limits:
    """Return what fits: the same on every portal."""
    del settings
    return LIMITS


class PortalConnector:
    """One account on one portal. Articles are `12`, comments `c12`."""

    def __init__(self, credentials: Credentials, outside: Outside, keep: Keep) -> None:
        del keep  # a portal's token never changes
        self.limits = LIMITS
        token = credentials.secrets.get("token", "")
        self._line = Line(
            base=credentials.base,
            outside=outside,
            account=f"portal:{credentials.base}:{credentials.remote_id or credentials.handle}",
            headers={"Authorization": f"Bearer {token}"},
            secrets=(token,),
        )

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Put an article where our key names it."""
        return self._line.write(lambda talk: self._publish(talk, draft, key), progress=progress)

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        """Answer a comment, or comment on an article."""
        return self._line.write(lambda talk: self._reply(talk, draft, key), progress=progress)

    def check(self, handle: str) -> Outcome:
        """Nothing here takes its time."""
        del handle
        return Refused(why=NOT_OFFERED)

    def find(self, draft: Draft, *, key: str, since: datetime, progress: str = "") -> Found:
        """Look by name."""
        del since
        return self._line.find(lambda talk: self._find(talk, draft, key), progress=progress)

    def read(self, cursor: str) -> Reading:
        """What visitors wrote after the cursor, held comments included."""
        return self._line.ask(lambda talk: self._read(talk, cursor))

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Take a comment out of sight."""
        del thread_id
        return self._line.write(lambda talk: self._moderate(talk, remote_id, "hide"))

    def show(self, remote_id: str, *, thread_id: str) -> Outcome:
        """Let a held or hidden comment be seen."""
        del thread_id
        return self._line.write(lambda talk: self._moderate(talk, remote_id, "show"))

    def delete(self, remote_id: str, *, part_ids: Sequence[str] = ()) -> Outcome:
        """Take our article or answer down."""
        del part_ids
        return self._line.write(lambda talk: self._delete(talk, remote_id))

    def measure(self, remote_id: str) -> Measured:
        """Count readers and comments."""
        return self._line.ask(
            lambda talk: words.measured(
                shapes.Stats.model_validate_json(talk.ask(f"{_article(remote_id)}/stats").content)
            )
        )

    def fetch(self, remote_id: str) -> Draft:
        """What stands there now."""
        return self._line.ask(lambda talk: self._fetch(talk, remote_id))

    def who_am_i(self) -> Identity:
        """Whose token it is."""
        return self._line.ask(
            lambda talk: words.identity(shapes.Me.model_validate_json(talk.ask(f"{shapes.ROOT}/me").content))
        )

    def _publish(self, talk: Talk, draft: Draft, key: str) -> Outcome:
        if no := fitting.refusal(draft, LIMITS, texts=(draft.text, *draft.thread)):
            return no
        pictures = [self._upload(talk, picture) for picture in draft.pictures]
        article = words.article(draft, pictures).model_dump(mode="json")
        answer = talk.write("PUT", _article(key), json=article)
        return words.sent(shapes.Article.model_validate_json(answer.content))

    def _upload(self, talk: Talk, picture: Picture) -> shapes.NewPicture:
        name = hashlib.sha256(picture.content).hexdigest()
        answer = talk.prepare(
            "PUT",
            f"{shapes.ROOT}/media/{name}",
            content=picture.content,
            headers={"Content-Type": picture.kind},
        )
        media = shapes.Media.model_validate_json(answer.content)
        return shapes.NewPicture(media_id=media.media_id, alt=picture.alt)

    def _reply(self, talk: Talk, draft: Draft, key: str) -> Outcome:
        if len(draft.text) > shapes.REPLY_MAX:
            return fitting.over(fitting.TOO_LONG, len(draft.text), shapes.REPLY_MAX)
        answer = talk.write("PUT", _comment(key), json=words.reply(draft).model_dump(mode="json"))
        return words.answered(shapes.Comment.model_validate_json(answer.content))

    def _find(self, talk: Talk, draft: Draft, key: str) -> Found:
        if draft.in_reply_to:
            answer = talk.ask(_comment(key), accept={404, 410})
            if answer.is_success:
                return words.answered(shapes.Comment.model_validate_json(answer.content))
            return NotThere()
        answer = talk.ask(_article(key), accept={404, 410})
        if answer.is_success:
            return words.sent(shapes.Article.model_validate_json(answer.content))
        return NotThere()

    def _read(self, talk: Talk, cursor: str) -> Reading:
        asked = {"after": cursor, "limit": shapes.PAGE_MAX}
        answer = talk.ask(f"{shapes.ROOT}/comments", params=asked)
        page = shapes.Comments.model_validate_json(answer.content)
        heard = tuple(words.heard(one) for one in page.comments if not one.ours)
        return Reading(heard=heard, cursor=page.cursor, more=page.more)

    def _moderate(self, talk: Talk, remote_id: str, verb: str) -> Outcome:
        # Nobody is told anything by a comment hidden twice: there is nothing to be in doubt about.
        answer = talk.prepare("POST", f"{_comment(words.bare(remote_id))}/{verb}")
        return words.answered(shapes.Comment.model_validate_json(answer.content))

    def _delete(self, talk: Talk, remote_id: str) -> Outcome:
        where = _comment(words.bare(remote_id)) if words.is_comment(remote_id) else _article(remote_id)
        talk.prepare("DELETE", where, accept={404, 410})
        return Sent(remote_id=remote_id, url="")

    def _fetch(self, talk: Talk, remote_id: str) -> Draft:
        if words.is_comment(remote_id):
            answer = talk.ask(_comment(words.bare(remote_id)))
            return words.standing_answer(shapes.Comment.model_validate_json(answer.content))
        return words.standing(shapes.Article.model_validate_json(talk.ask(_article(remote_id)).content))


def _article(name: str) -> str:
    return f"{shapes.ROOT}/articles/{quote(name, safe='')}"


def _comment(name: str) -> str:
    return f"{shapes.ROOT}/comments/{quote(name, safe='')}"
