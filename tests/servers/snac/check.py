"""Walks a running Mastodon-API peer with the public SDK (pip install Mastodon.py).

usage: check.py PEER_JSON
Prints one line a step and exits non-zero at the first that differs from what
was seen when this was written. It doubles as a list of what this server does
otherwise than Mastodon itself.
"""

import datetime
import json
import struct
import sys
import time
import zlib

import requests
from mastodon import Mastodon

peer = json.load(open(sys.argv[1]))
base = peer["base"]
office_account, citizen_account = peer["accounts"][:2]
began = time.monotonic()


def say(step, *facts):
    print(f"{time.monotonic() - began:6.2f}s  {step:<28}", *facts)


class OneShot(requests.Session):
    """A session that keeps no connection.

    snac closes each connection after its answer without announcing it
    (no `Connection: close`), so a client that reuses connections now and then
    has one reset under a POST.
    """

    def request(self, *args, **kwargs):
        try:
            return super().request(*args, **kwargs)
        finally:
            self.close()


def client(account):
    return Mastodon(
        access_token=account["access_token"], api_base_url=base, version_check_mode="none", session=OneShot()
    )


def mention_of(client, status_id):
    return [n for n in client.notifications() if n.type == "mention" and n.status.id == status_id]


def raw(method, path, token=office_account["access_token"], **extra):
    headers = {"Authorization": f"Bearer {token}", **extra.pop("headers", {})}
    return requests.request(method, base + path, headers=headers, timeout=60, **extra)


def wait_for(read, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := read():
            return found
        time.sleep(0.2)
    raise SystemExit("waited in vain")


def png(width=64, height=48):
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


office, citizen = client(office_account), client(citizen_account)
assert office.account_verify_credentials().acct == office_account["acct"]
say("token works", office_account["acct"])

post = office.status_post("Pengumuman #info https://example.org/", visibility="public", language="id")
say("post text", post.url)
media = office.media_post(png(), mime_type="image/png", file_name="a.png", description="kotak merah")
picture = office.status_post("dengan gambar", media_ids=[media.id])
assert [(m.type, m.description) for m in picture.media_attachments] == [("image", "kotak merah")]
say("post image with alt", media.url, requests.get(media.url, timeout=10).headers["content-type"])

reply = citizen.status_post(f"@{office_account['acct']} Bagaimana caranya?", in_reply_to_id=post.id)
citizen.status_favourite(post.id)
citizen.status_reblog(post.id)
wait_for(lambda: mention_of(office, reply.id))
say("reply notified", "after the server's own queue, some seconds")
assert [d.id for d in office.status_context(post.id).descendants] == [reply.id]
status = office.status(post.id)
assert (status.replies_count, status.favourites_count, status.reblogs_count) == (1, 1, 1)
say("thread and counts", "replies, favourites, boosts = 1, 1, 1")
answer = office.status_reply(office.status(reply.id), "Begini caranya.")
assert answer.in_reply_to_id == reply.id
wait_for(lambda: mention_of(citizen, answer.id))
say("answer reaches the citizen")

assert office.status_update(post.id, "Pengumuman, diperbaiki").edited_at
say("edit", "edited_at set")

say("--- otherwise than Mastodon:")
late = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)
made = raw("POST", "/api/v1/statuses", json={"status": "nanti", "scheduled_at": late.isoformat()}).json()
assert (
    "created_at" in made
    and "scheduled_at" not in made
    and raw("GET", "/api/v1/scheduled_statuses").json() == []
)
say("scheduled_at", "IGNORED: published at once")
key = {"Idempotency-Key": "same-key"}
twice = [
    raw("POST", "/api/v1/statuses", json={"status": "sekali"}, headers=key).json()["id"] for _ in range(2)
]
assert twice[0] != twice[1]
say("Idempotency-Key", "IGNORED: two posts")
assert raw("DELETE", f"/api/v1/statuses/{picture.id}").status_code == 404
say("DELETE status", "404: cannot delete by API")
assert raw("GET", "/api/v2/instance").status_code == 404
say("instance v2, history, mute", "404")
assert raw("POST", "/api/v1/statuses", json={"status": ""}).status_code == 200
say("empty text", "accepted")
assert raw("POST", "/api/v1/statuses", token="nope", json={"status": "x"}).status_code == 401
say("wrong token", "401 with an empty body")
assert raw("GET", "/api/v1/notifications?limit=1").headers.get("Link") is None
say("paging of notifications", "no Link header")
say("done")
