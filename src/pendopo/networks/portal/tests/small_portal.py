"""A portal of a few lines: it keeps to `shapes.py` and README.md and remembers what it was told."""

import hashlib
import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import ValidationError

from pendopo.networks.portal import shapes


class SmallPortal:
    """Everything that stands on it; a request ends in a status and a body."""

    def __init__(self):
        self.token = "kunci"
        self.base = ""
        self.articles = {}
        self.comments = {}
        self.names = {"articles": {}, "comments": {}}
        self.gone = set()
        self.media = {}

    def visitor_says(self, text, *, under):
        article_id, parent_id = under, ""
        if under.startswith("c"):
            parent_id = under[1:]
            article_id = self.comments[parent_id]["article_id"]
        return self._add_comment(
            {
                "article_id": article_id,
                "parent_id": parent_id,
                "text": text,
                "author": "Warga",
                "hidden": True,
            }
        )

    def answer(self, method, path, query, headers, body):
        if headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {"error": "unauthorized", "message": "Token tidak dikenal."}
        try:
            return self._route(method, path.removeprefix(shapes.ROOT).strip("/").split("/"), query, body)
        except ValidationError as error:
            return 422, {"error": "invalid", "message": error.errors(include_url=False)[0]["msg"]}

    def _route(self, method, path, query, body):
        match method, path:
            case "GET", ["me"]:
                return 200, {"id": "1", "handle": "portal", "name": "Portal Dinas", "url": self.base}
            case "PUT", ["media", name]:
                if hashlib.sha256(body).hexdigest() != name:
                    return 422, {"error": "invalid", "message": "Isi gambar tidak sama."}
                self.media[f"m-{name}"] = body
                return 201, {"media_id": f"m-{name}"}
            case "GET", ["comments"]:
                return 200, self._page(query)
            case "PUT", ["articles" | "comments" as kind, key]:
                return self._put(kind, key, body)
            case method, ["articles" | "comments" as kind, name, *verb]:
                return self._one(method, kind, self.names[kind].get(name, name), verb)
        return 404, {"error": "not_found", "message": "Tidak ada."}

    def _put(self, kind, key, body):
        new = (shapes.NewArticle if kind == "articles" else shapes.NewReply).model_validate_json(body)
        known = self.names[kind].get(key)
        if (kind, known) in self.gone:
            return 410, {"error": "gone", "message": "Sudah diturunkan."}
        if known:
            return 200, getattr(self, kind)[known]
        if kind == "articles":
            one = self._add_article({**new.model_dump(mode="json"), "key": key})
        else:
            parent = self.comments.get(new.in_reply_to)
            if new.in_reply_to and parent is None:
                return 404, {"error": "not_found", "message": "Tidak ada."}
            article_id = parent["article_id"] if parent else new.article_id
            one = self._add_comment(
                {"article_id": article_id, "parent_id": new.in_reply_to, "text": new.text, "ours": True}
            )
        self.names[kind][key] = one["id"]
        return 201, one

    def _one(self, method, kind, number, verb):
        shelf = getattr(self, kind)
        if (kind, number) in self.gone:
            return 410, {"error": "gone", "message": "Sudah diturunkan."}
        if number not in shelf:
            return 404, {"error": "not_found", "message": "Tidak ada."}
        match method, verb:
            case "GET", []:
                return 200, shelf[number]
            case "DELETE", []:
                self.gone.add((kind, number))
                return 204, None
            case "GET", ["stats"]:
                seen = [c for c in self.comments.values() if c["article_id"] == number and not c["hidden"]]
                return 200, {"views": 3, "replies": len(seen)}
            case "POST", ["hide" | "show"]:
                shelf[number]["hidden"] = verb == ["hide"]
                return 200, shelf[number]
        return 404, {"error": "not_found", "message": "Tidak ada."}

    def _add_article(self, said):
        number = str(len(self.articles) + 1)
        pictures = [{**one, "url": f"{self.base}/media/{one['media_id']}"} for one in said["pictures"]]
        stands = {"id": number, "url": f"{self.base}/berita/{number}", "published_at": _now()}
        self.articles[number] = {**said, **stands, "pictures": pictures}
        return self.articles[number]

    def _add_comment(self, said):
        number = str(len(self.comments) + 1)
        stands = {"id": number, "said_at": _now(), "url": f"{self.base}/k/{number}"}
        self.comments[number] = {"hidden": False, "ours": False, "author": "Portal", **said, **stands}
        return self.comments[number]

    def _page(self, query):
        after, limit = int(query.get("after") or 0), int(query.get("limit", 100))
        later = [c for c in self.comments.values() if int(c["id"]) > after and not c["ours"]]
        page = later[:limit]
        cursor = page[-1]["id"] if page else str(after)
        return {"comments": page, "cursor": cursor, "more": len(later) > limit}


def _now():
    return datetime.now(UTC).isoformat()


@contextmanager
def running():
    portal = SmallPortal()

    class Door(BaseHTTPRequestHandler):
        def _answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            target = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(target.query).items()}
            status, said = portal.answer(self.command, unquote(target.path), query, self.headers, body)
            self.send_response(status)
            content = b"" if said is None else json.dumps(said).encode()
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    portal.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
