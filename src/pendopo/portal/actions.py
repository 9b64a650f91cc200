"""Every write to the public pages. The API and the comment form end here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.foundation import ledger, personal_data
from pendopo.foundation.errors import Refused
from pendopo.foundation.later import Later
from pendopo.foundation.personal_data import Published
from pendopo.institution.models import Institution, Member
from pendopo.institution.people import policies
from pendopo.institution.people.roles import Permission
from pendopo.networks.portal import shapes
from pendopo.portal import counting
from pendopo.portal.models import Article, Comment, CommentPolicy, Medium, Shelf, Token
from pendopo.portal.queries import fingerprint
from pendopo.portal.states import FLOW, CommentState

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = Later("PIL.Image")

COMMENTS_AN_HOUR: Final = 6
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
FORMATS: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@transaction.atomic
def make_token(*, name: str, by: Member, now: datetime) -> str:
    """A new token; it is shown once and never again. Raises Refused."""
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    written = secrets.token_urlsafe(32)
    made = Token.objects.create(
        institution_id=by.institution_id,
        fingerprint=fingerprint(written),
        name=name.strip()[:100] or _("Portal"),
        made_at=now,
    )
    ledger.write(did="portal.token_made", by=by, to=made, at=now, words={"name": made.name})
    return written


@transaction.atomic
def revoke_token(*, token: Token, by: Member, now: datetime) -> None:
    """Nobody writes with it any more. Raises Refused."""
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
        ledger.write(did="portal.token_revoked", by=by, to=token, at=now, words={"name": token.name})


@transaction.atomic
def publish_comment_policy(*, words: str, appeal: str, why: str, by: Member, now: datetime) -> CommentPolicy:
    """Put new rules for comments on the public page; earlier ones stay readable. Raises Refused."""
    policies.require(by, Permission.MANAGE_ACCOUNTS, now=now)
    words, appeal, why = words.strip(), appeal.strip(), why.strip()
    for field, said in (("words", words), ("appeal", appeal), ("why", why)):
        if not said:
            raise Refused(_("Write this, too: readers look for it."), field=field)
    house = Institution.objects.select_for_update(no_key=True).get(pk=by.institution_id)
    own = Published.of(phones=filter(None, [house.phone]), emails=filter(None, [house.email]))
    if personal_data.found_in(f"{words}\n{why}", own):
        raise Refused(_("The rules name somebody's number. Leave it out."), rule="R15", field="words")
    latest = CommentPolicy.objects.seen_by(by).first()
    if latest is not None and (latest.words, latest.appeal) == (words, appeal):
        raise Refused(_("Nothing has changed since the last version."), field="words")
    made = CommentPolicy.objects.create(
        institution_id=by.institution_id,
        number=latest.number + 1 if latest else 1,
        words=words,
        appeal=appeal,
        why=why[:300],
        by=by,
        made_at=now,
    )
    ledger.write(
        did="portal.policy_published", by=by, to=made, at=now, words={"number": made.number, "why": made.why}
    )
    return made


@transaction.atomic
def put_medium(*, institution: Institution, sha256: str, content: bytes) -> tuple[Medium, bool]:
    """Keep a picture under its sum; true when it is new. Raises Refused when it is no picture or another sum."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(_("The picture was damaged on the way."))
    known = Medium.objects.filter(institution=institution, sha256=sha256).first()
    if known is not None:
        return known, False
    try:
        with Image.open(BytesIO(content)) as picture:
            kind = FORMATS[picture.format or ""]
            width, height = picture.size
    except (KeyError, OSError, Image.DecompressionBombError):
        raise Refused(_("This is not a picture in JPEG, PNG or WebP form.")) from None
    medium = Medium(institution=institution, sha256=sha256, kind=kind, width=width, height=height)
    medium.file.save(f"{institution.pk}-{sha256}.{ENDINGS[kind]}", ContentFile(content), save=False)
    # Two who bring the same picture at once bring the same file.
    Medium.objects.bulk_create([medium], ignore_conflicts=True)
    return Medium.objects.get(institution=institution, sha256=sha256), True


@transaction.atomic
def put_article(
    *, institution: Institution, key: str, new: shapes.NewArticle, now: datetime
) -> tuple[Article, bool]:
    """Let the article `key` stand; one that stands, or stood, is left as it is. Raises Refused."""
    known = Article.objects.filter(institution=institution, key=key).first()
    if known is not None:
        return known, False
    named = [picture.media_id for picture in new.pictures]
    there = set(
        Medium.objects.filter(institution=institution, sha256__in=named).values_list("sha256", flat=True)
    )
    if missing := [one for one in named if one not in there]:
        raise Refused(_("A picture is missing on the portal: %(name)s") % {"name": missing[0][:12]})
    made = Article(
        institution=institution,
        key=key,
        title=new.title,
        text=new.text,
        link=new.link,
        thread=list(new.thread),
        tags=list(new.tags),
        categories=list(new.categories),
        pictures=[picture.model_dump() for picture in new.pictures],
        language=new.language,
        published_at=now,
    )
    Article.objects.bulk_create([made], ignore_conflicts=True)
    standing = Article.objects.get(institution=institution, key=key)
    return standing, standing.published_at == now


@transaction.atomic
def take_down(*, article: Article, now: datetime) -> None:
    """Visitors find it no more; its key stays used for ever."""
    Article.objects.filter(pk=article.pk, taken_down_at__isnull=True).update(taken_down_at=now)


@transaction.atomic
def put_answer(
    *,
    institution: Institution,
    key: str,
    article: Article,
    parent: Comment | None,
    text: str,
    author: str,
    now: datetime,
) -> tuple[Comment, bool]:
    """Let our own answer stand; one with this key that stands, or stood, is left as it is."""
    place = _next_place(institution)
    known = Comment.objects.filter(institution=institution, key=key).first()
    if known is not None:
        return known, False
    made = Comment.objects.create(
        institution=institution,
        article=article,
        parent=parent,
        key=key,
        author=author[:80],
        text=text,
        is_ours=True,
        state=CommentState.SHOWN,
        said_at=now,
        place=place,
    )
    return made, True


@transaction.atomic
def leave_comment(*, article: Article, author: str, text: str, visitor: str, now: datetime) -> Comment:
    """Take a visitor's comment in; it is held until somebody has looked at it. Raises Refused.

    `visitor` is the address it came from: only its fingerprint is counted, and forgotten after an hour.
    """
    if counting.is_too_often("comments", visitor, most=COMMENTS_AN_HOUR):
        raise Refused(_("These were many comments in a short time. Please try again in an hour."))
    return Comment.objects.create(
        institution_id=article.institution_id,
        article=article,
        author=author.strip(),
        text=text.strip(),
        state=CommentState.HELD,
        said_at=now,
        place=_next_place(article.institution),
    )


@transaction.atomic
def set_hidden(*, comment: Comment, hidden: bool) -> None:
    """Hide a comment or let it be seen; doing it twice is the same."""
    wanted = CommentState.HIDDEN if hidden else CommentState.SHOWN
    if comment.state not in {wanted, CommentState.GONE}:
        FLOW.move(comment, wanted)


@transaction.atomic
def take_answer_down(*, comment: Comment) -> None:
    """Take an answer of ours down; doing it twice is the same."""
    if comment.is_ours and comment.state == CommentState.SHOWN:
        FLOW.move(comment, CommentState.GONE)


def note_view(article: Article) -> None:
    """Somebody read it. No cookie, no address: only the number grows."""
    Article.objects.filter(pk=article.pk).update(views=F("views") + 1)


def _next_place(institution: Institution) -> int:
    """The lock on the shelf is held to the end: whoever reads to a place has missed none before it."""
    Shelf.objects.bulk_create([Shelf(institution=institution)], ignore_conflicts=True)
    shelf = Shelf.objects.select_for_update().get(institution=institution)
    Shelf.objects.filter(pk=shelf.pk).update(last_place=F("last_place") + 1)
    return shelf.last_place + 1
