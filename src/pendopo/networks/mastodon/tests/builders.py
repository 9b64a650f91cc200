"""What a server with the Mastodon API says, as small as it may be."""

from pendopo.networks.contract import Credentials
from pendopo.networks.mastodon.client import Mastodon

AT = "2026-11-24T05:00:00.000Z"
BASE = "https://contoh.social"


def an_account(number="1", acct="dinas", **more):
    return {
        "id": number,
        "username": acct.partition("@")[0],
        "acct": acct,
        "display_name": acct.title(),
        "url": f"{BASE}/@{acct}",
        "avatar": f"{BASE}/a.png",
        **more,
    }


def a_status(number="9", text="Air mengalir lagi.", **more):
    return {
        "id": number,
        "created_at": AT,
        "account": an_account(),
        "uri": f"{BASE}/users/dinas/statuses/{number}",
        "url": f"{BASE}/@dinas/{number}",
        "content": f"<p>{text}</p>",
        "visibility": "public",
        "language": "id",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "media_attachments": [],
        "favourites_count": 1,
        "reblogs_count": 2,
        "replies_count": 3,
        **more,
    }


def a_mention(number, status, kind="mention"):
    return {
        "id": number,
        "type": kind,
        "created_at": status["created_at"],
        "account": status["account"],
        "status": status,
    }


def media(alt, number="m1"):
    return {"id": number, "type": "image", "url": f"{BASE}/{number}.png", "description": alt, "meta": {}}


def a_connector(server, clock=None, **settings):
    credentials = Credentials(
        base=BASE,
        handle="dinas@contoh.social",
        remote_id="1",
        secrets={"access_token": "rahasia"},
        settings=settings,
    )
    return Mastodon(credentials, server.outside(**({"clock": clock} if clock else {})))
