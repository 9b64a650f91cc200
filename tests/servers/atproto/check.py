"""Walks a running AT-protocol peer with the public Python SDK (pip install atproto).

usage: check.py PEER_JSON
Prints one line a step and exits non-zero at the first that fails. It doubles as
an example of what the real servers accept and refuse.
"""

import json
import struct
import sys
import time
import urllib.error
import urllib.request
import zlib

from atproto import Client, client_utils, models
from atproto.exceptions import AtProtocolError

peer = json.load(open(sys.argv[1]))
office_account, citizen_account = peer["accounts"][:2]
began = time.monotonic()


def say(step, *facts):
    print(f"{time.monotonic() - began:6.2f}s  {step:<28}", *facts)


def flush():
    """Wait until the AppView has indexed all that the PDS has emitted."""
    request = urllib.request.Request(peer["control"] + "/flush", method="POST")
    urllib.request.urlopen(request, timeout=30).close()


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


def refused(call):
    """The status and error name with which the server refuses `call`."""
    try:
        call()
    except AtProtocolError as error:
        content = error.response.content
        return error.response.status_code, getattr(content, "error", content), getattr(content, "message", "")
    raise SystemExit("accepted what it should refuse")


def login(account, secret):
    client = Client(base_url=peer["pds"] + "/xrpc")
    client.login(account["handle"], account[secret])
    return client


office, citizen = login(office_account, "app_password"), login(citizen_account, "password")
say("log in", office.me.did, "(app password)")

text = (
    client_utils.TextBuilder().text("Pengumuman ").link("situs", "https://example.org/").tag(" #info", "info")
)
post = office.send_post(text, langs=["id"])
say("post text", post.uri)
picture = office.send_image("dengan gambar", png(), image_alt="kotak merah")
say("post image", picture.uri)

root = models.create_strong_ref(post)
reply = citizen.send_post(
    "Bagaimana caranya?", reply_to=models.AppBskyFeedPost.ReplyRef(parent=root, root=root)
)
citizen.like(post.uri, post.cid)
citizen.repost(post.uri, post.cid)
flush()

thread = office.get_post_thread(post.uri).thread
assert [r.post.uri for r in thread.replies] == [reply.uri]
assert (thread.post.reply_count, thread.post.like_count, thread.post.repost_count) == (1, 1, 1)
say("thread and counts", "replies, likes, reposts = 1, 1, 1")
reasons = sorted(n.reason for n in office.app.bsky.notification.list_notifications().notifications)
assert reasons == ["like", "reply", "repost"], reasons
say("notifications", reasons)

parent = models.create_strong_ref(reply)
office.send_post("Begini caranya.", reply_to=models.AppBskyFeedPost.ReplyRef(parent=parent, root=root))
flush()
reasons = [n.reason for n in citizen.app.bsky.notification.list_notifications().notifications]
assert reasons == ["reply"], reasons
say("answer reaches the citizen", reasons)

gate = {
    "$type": "app.bsky.feed.threadgate",
    "post": post.uri,
    "hiddenReplies": [reply.uri],
    "createdAt": "2026-01-01T00:00:00Z",
}
office.com.atproto.repo.put_record(
    models.ComAtprotoRepoPutRecord.Data(
        repo=office.me.did,
        collection="app.bsky.feed.threadgate",
        rkey=post.uri.rsplit("/", 1)[1],
        record=gate,
    )
)
flush()
assert office.get_post_thread(post.uri).thread.post.threadgate.record.hidden_replies == [reply.uri]
say("hide a reply", "threadgate.hiddenReplies")

view = office.get_posts([picture.uri]).posts[0].embed.images[0]
with urllib.request.urlopen(view.thumb, timeout=10) as image:
    say("image served by AppView", image.headers["content-type"], view.alt)

record = {"$type": "app.bsky.feed.post", "text": "sekali saja", "createdAt": "2026-01-01T00:00:00Z"}


def write(method, **extra):
    module = {"create": models.ComAtprotoRepoCreateRecord, "put": models.ComAtprotoRepoPutRecord}[method]
    call = {"create": office.com.atproto.repo.create_record, "put": office.com.atproto.repo.put_record}[
        method
    ]
    return call(
        module.Data(
            repo=office.me.did, collection="app.bsky.feed.post", rkey="3kkkkkkkkkkkk", record=record, **extra
        )
    )


first = write("create")
say("create twice, same rkey", refused(lambda: write("create")))
assert write("put").cid == first.cid
say("put again, same rkey", "same cid: safe to repeat")

say("301 graphemes", refused(lambda: office.send_post("x" * 301))[:2])
say("6 MB blob", refused(lambda: office.upload_blob(b"\x89PNG" + b"0" * 6_000_000))[:2])
say("wrong password", refused(lambda: login({**office_account, "no": "nope"}, "no"))[:2])
office.delete_post(picture.uri)
flush()
assert office.get_posts([picture.uri]).posts == []
say("delete", "gone from the AppView")
say("done")
