"""Walks a running WordPress peer over its REST API (pip install requests).

usage: check.py PEER_JSON
Prints one line a step and exits non-zero at the first that differs from what
was seen when this was written.
"""

import datetime
import json
import struct
import sys
import time
import zlib

import requests

peer = json.load(open(sys.argv[1]))
base, rest = peer["base"], peer["rest"]
secret = {account["user"]: (account["user"], account["app_password"]) for account in peer["accounts"]}
began = time.monotonic()


def say(step, *facts):
    print(f"{time.monotonic() - began:6.2f}s  {step:<28}", *facts)


def call(method, path, who="editor", expect=200, **extra):
    auth = secret.get(who) if isinstance(who, str) else who
    reply = requests.request(method, rest + path, auth=auth, timeout=30, **extra)
    assert reply.status_code == expect, (method, path, reply.status_code, reply.text[:300])
    return reply.json()


def png(width=640, height=360):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xc8\x1e\x1e" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


me = call("GET", "/users/me?context=edit")
say("application password", me["slug"], me["roles"], "WordPress", peer["version"])
call("POST", "/posts", who=None, expect=401, json={"title": "x"})
call("POST", "/posts", who=("editor", "nope"), expect=401, json={"title": "x"})
call("POST", "/posts", who="contributor", expect=403, json={"title": "x", "status": "publish"})
say("refusals", "nobody 401, wrong password 401, contributor publishing 403")

head = {"Content-Type": "image/png", "Content-Disposition": 'attachment; filename="a.png"'}
media = call("POST", "/media", expect=201, data=png(), headers=head)
assert call("POST", f"/media/{media['id']}", json={"alt_text": "kotak merah"})["alt_text"] == "kotak merah"
new = {"title": "Pengumuman", "content": "<p>Isi pengumuman</p>", "status": "publish", "slug": "pengumuman-1"}
post = call("POST", "/posts", expect=201, json={**new, "featured_media": media["id"]})
page = requests.get(post["link"], timeout=30).text
assert "Isi pengumuman" in page and "kotak merah" in page
say("post with featured image", post["link"], "public page shows text and alt")
again = call("POST", "/posts", expect=201, json=new)
say("same slug again", again["slug"], "(a second post: look by slug first)")
assert [p["id"] for p in call("GET", "/posts?slug=pengumuman-1&status=any")] == [post["id"]]
late = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).strftime(
    "%Y-%m-%dT%H:%M:%S"
)
assert (
    call("POST", "/posts", expect=201, json={**new, "slug": "nanti", "status": "future", "date_gmt": late})[
        "status"
    ]
    == "future"
)
say("scheduled", "status=future")

form = {
    "comment_post_ID": post["id"],
    "author": "Warga",
    "email": "w@example.test",
    "comment": "Bagaimana caranya?",
}
reply = requests.post(base + "/wp-comments-post.php", data=form, allow_redirects=False, timeout=30)
assert reply.status_code == 302
held = call("GET", f"/comments?post={post['id']}&status=hold&context=edit")
assert [(c["status"], c["author_email"]) for c in held] == [("hold", "w@example.test")]
comment = held[0]["id"]
assert call("POST", f"/comments/{comment}", json={"status": "approved"})["status"] == "approved"
answer = call(
    "POST", "/comments", expect=201, json={"post": post["id"], "parent": comment, "content": "Begini."}
)
assert (answer["parent"], answer["status"]) == (comment, "approved")
assert call("POST", f"/comments/{comment}", json={"status": "hold"})["status"] == "hold"
say("comment", "held, approved, answered, held again")

call("POST", f"/posts/{post['id']}", json={"content": "<p>Diperbaiki</p>"})
say("edit", len(call("GET", f"/posts/{post['id']}/revisions")), "revision(s)")
call("DELETE", f"/posts/{again['id']}")
assert call("GET", f"/posts/{again['id']}?context=edit")["status"] == "trash"
say("delete", "to the trash; ?force=true for good")
say("done")
