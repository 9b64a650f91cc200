"""The portal's JSON interface, as networks/portal/README.md tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pendopo.foundation.errors import Refused
from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.institution.models import Institution
from pendopo.networks.portal import shapes
from pendopo.portal import actions, queries
from pendopo.portal.models import Article, Comment
from pendopo.portal.states import CommentState

KEY: Final[TypeAdapter[str]] = TypeAdapter(shapes.Key, config=ConfigDict(regex_engine="python-re"))

Call = Callable[["Asked"], HttpResponse]


class NotThere(LookupError):
    """It never was here."""


class WasTakenDown(LookupError):
    """It was here."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One call, by an institution whose token was good."""

    institution: Institution
    request: HttpRequest
    words: tuple[str, ...]


@csrf_exempt
@public
def api(request: HttpRequest, path: str) -> HttpResponse:
    """Answer one call, in one transaction of the token's institution."""
    scheme, _space, written = request.headers.get("Authorization", "").partition(" ")
    token = queries.token(written.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        return problem(401, "unauthorized", "The token is missing, wrong or revoked.")
    words = tuple(path.strip("/").split("/"))
    call = ROUTES.get((request.method or "", words[0], len(words), words[2] if len(words) > 2 else ""))
    if call is None:
        return problem(404, "not_found", "There is nothing here.")
    try:
        with acting_for(token.institution_id):
            return call(Asked(institution=token.institution, request=request, words=words))
    except NotThere:
        return problem(404, "not_found", "There is nothing here.")
    except WasTakenDown:
        return problem(410, "gone", "This was taken down.")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, "invalid", f"{where}: {first['msg']}".strip(": "))
    except Refused as no:
        return problem(422, "invalid", str(no))


def problem(status: int, error: str, message: str) -> HttpResponse:
    """Why not."""
    return reply(status, shapes.Problem(error=error, message=message))


def reply(status: int, shape: BaseModel) -> HttpResponse:
    """One answer as JSON."""
    return HttpResponse(shape.model_dump_json(), status=status, content_type="application/json")


def me(asked: Asked) -> HttpResponse:
    one = asked.institution
    url = urljoin(settings.PUBLIC_URL, f"/portal/{one.slug}/")
    return reply(200, shapes.Me(id=str(one.pk), handle=one.slug, name=one.name, url=url))


def put_medium(asked: Asked) -> HttpResponse:
    if len(asked.request.body) > shapes.PICTURE_BYTES_MAX:
        return problem(422, "too_large", "The picture is too large.")
    medium, is_new = actions.put_medium(
        institution=asked.institution, sha256=asked.words[1], content=asked.request.body
    )
    return reply(201 if is_new else 200, shapes.Media(media_id=medium.sha256))


def put_article(asked: Asked) -> HttpResponse:
    new = shapes.NewArticle.model_validate_json(asked.request.body)
    article, is_new = actions.put_article(institution=asked.institution, key=_key(asked), new=new, now=now())
    if article.taken_down_at is not None:
        raise WasTakenDown
    return reply(201 if is_new else 200, shown_article(article))


def get_article(asked: Asked) -> HttpResponse:
    return reply(200, shown_article(_article(asked.institution, asked.words[1])))


def delete_article(asked: Asked) -> HttpResponse:
    actions.take_down(article=_article(asked.institution, asked.words[1]), now=now())
    return HttpResponse(status=204)


def stats(asked: Asked) -> HttpResponse:
    article = _article(asked.institution, asked.words[1])
    return reply(200, shapes.Stats(views=article.views, replies=queries.shown_comments(article).count()))


def comments(asked: Asked) -> HttpResponse:
    after = asked.request.GET.get("after", "") or "0"
    limit = asked.request.GET.get("limit", "") or str(shapes.PAGE_MAX)
    if not (after.isdecimal() and limit.isdecimal()):
        return problem(422, "invalid", "after and limit are what was given out before.")
    most = min(max(int(limit), 1), shapes.PAGE_MAX)
    found = queries.visitors_after(asked.institution.pk, place=int(after), limit=most)
    page = found[:most]
    return reply(
        200,
        shapes.Comments(
            comments=tuple(shown_comment(one, asked.institution) for one in page),
            cursor=str(page[-1].place) if page else after,
            more=len(found) > most,
        ),
    )


def put_answer(asked: Asked) -> HttpResponse:
    new = shapes.NewReply.model_validate_json(asked.request.body)
    parent = _comment(asked.institution, new.in_reply_to) if new.in_reply_to else None
    article = parent.article if parent else _article(asked.institution, new.article_id)
    answer, is_new = actions.put_answer(
        institution=asked.institution,
        key=_key(asked),
        article=article,
        parent=parent,
        text=new.text,
        author=asked.institution.called,
        now=now(),
    )
    if answer.state == CommentState.GONE:
        raise WasTakenDown
    return reply(201 if is_new else 200, shown_comment(answer, asked.institution))


def get_comment(asked: Asked) -> HttpResponse:
    return reply(200, shown_comment(_comment(asked.institution, asked.words[1]), asked.institution))


def delete_comment(asked: Asked) -> HttpResponse:
    comment = _comment(asked.institution, asked.words[1])
    if not comment.is_ours:
        return problem(422, "not_ours", "Only an answer of ours can be taken down; hide the others.")
    actions.take_answer_down(comment=comment)
    return HttpResponse(status=204)


def hide(asked: Asked) -> HttpResponse:
    return _set_hidden(asked, hidden=True)


def show(asked: Asked) -> HttpResponse:
    return _set_hidden(asked, hidden=False)


def _set_hidden(asked: Asked, *, hidden: bool) -> HttpResponse:
    comment = _comment(asked.institution, asked.words[1])
    actions.set_hidden(comment=comment, hidden=hidden)
    return reply(200, shown_comment(comment, asked.institution))


def _key(asked: Asked) -> str:
    return KEY.validate_python(asked.words[1])


def _article(institution: Institution, name: str) -> Article:
    named = {"pk": int(name)} if name.isdecimal() and len(name) < 19 else {"key": name}
    found = Article.objects.filter(institution=institution, **named).first()
    if found is None:
        raise NotThere
    if found.taken_down_at is not None:
        raise WasTakenDown
    found.institution = institution
    return found


def _comment(institution: Institution, name: str) -> Comment:
    named = {"pk": int(name)} if name.isdecimal() and len(name) < 19 else {"key": name or " "}
    found = Comment.objects.filter(institution=institution, **named).select_related("article").first()
    if found is None:
        raise NotThere
    if found.state == CommentState.GONE:
        raise WasTakenDown
    return found


def shown_article(article: Article) -> shapes.Article:
    """An article as it goes over the wire."""
    media = queries.media_of(article.institution, [article])
    return shapes.Article(
        id=str(article.pk),
        key=article.key,
        url=urljoin(settings.PUBLIC_URL, article.get_absolute_url()),
        published_at=article.published_at,
        title=article.title,
        text=article.text,
        link=article.link,
        pictures=tuple(
            shapes.Picture(
                media_id=one["media_id"],
                url=urljoin(settings.PUBLIC_URL, media[one["media_id"]].get_absolute_url()),
                alt=one["alt"],
                width=media[one["media_id"]].width,
                height=media[one["media_id"]].height,
            )
            for one in article.pictures
        ),
        tags=tuple(article.tags),
        categories=tuple(article.categories),
        thread=tuple(article.thread),
        language=article.language,
    )


def shown_comment(comment: Comment, institution: Institution) -> shapes.Comment:
    """A comment as it goes over the wire."""
    page = urljoin(settings.PUBLIC_URL, f"/portal/{institution.slug}/{comment.article_id}-berita/")
    return shapes.Comment(
        id=str(comment.pk),
        article_id=str(comment.article_id),
        parent_id=str(comment.parent_id or ""),
        author=comment.author,
        ours=comment.is_ours,
        text=comment.text,
        said_at=comment.said_at,
        hidden=comment.state != CommentState.SHOWN,
        url=f"{page}#komentar-{comment.pk}",
    )


# Method, first word, number of words, third word.
ROUTES: dict[tuple[str, str, int, str], Call] = {
    ("GET", "me", 1, ""): me,
    ("PUT", "media", 2, ""): put_medium,
    ("PUT", "articles", 2, ""): put_article,
    ("GET", "articles", 2, ""): get_article,
    ("DELETE", "articles", 2, ""): delete_article,
    ("GET", "articles", 3, "stats"): stats,
    ("GET", "comments", 1, ""): comments,
    ("PUT", "comments", 2, ""): put_answer,
    ("GET", "comments", 2, ""): get_comment,
    ("DELETE", "comments", 2, ""): delete_comment,
    ("POST", "comments", 3, "hide"): hide,
    ("POST", "comments", 3, "show"): show,
}
