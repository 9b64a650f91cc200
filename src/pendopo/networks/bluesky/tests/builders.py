"""What a server of the AT protocol says, as small as it may be."""

from pendopo.networks.bluesky.client import Bluesky
from pendopo.networks.contract import Credentials

ME = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
CITIZEN = "did:plc:z72i7hdynmk6r22z27h6tvur"
CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
AT = "2026-11-24T05:00:00.000Z"
BASE = "https://pds.contoh.social"
POST = "app.bsky.feed.post"


def uri(key="3mbxexample22", did=ME):
    return f"at://{did}/{POST}/{key}"


def a_ref(key="3mbxexample22", did=ME):
    return {"uri": uri(key, did), "cid": CID}


def a_post(text="Air mengalir lagi.", **more):
    return {"$type": POST, "text": text, "createdAt": AT, "langs": ["id"], **more}


def a_record(text="Air mengalir lagi.", key="3mbxexample22", **more):
    return {**a_ref(key), "value": a_post(text, **more)}


def an_author(did=CITIZEN, handle="warga.contoh.social"):
    return {"did": did, "handle": handle, "displayName": "Warga"}


def a_view(key="3mbxexample22", did=CITIZEN, text="Jam berapa?", **more):
    return {
        **a_ref(key, did),
        "author": an_author(did),
        "record": a_post(text, **more),
        "indexedAt": AT,
        "replyCount": 3,
        "repostCount": 2,
        "likeCount": 1,
        "quoteCount": 4,
    }


def a_notification(key, at=AT, reason="reply", **more):
    reply = {"root": a_ref("3mbxours22222"), "parent": a_ref("3mbxours22222")}
    return {
        **a_ref(key, CITIZEN),
        "author": an_author(),
        "reason": reason,
        "record": a_post("Jam berapa?", reply=reply),
        "isRead": False,
        "indexedAt": at,
        **more,
    }


def a_session(access="baru", refresh="baru-juga"):
    return {"did": ME, "handle": "dinas.contoh.social", "accessJwt": access, "refreshJwt": refresh}


SECRETS = {"access": "lama", "refresh": "lama-juga", "app_password": "abcd-efgh"}


def a_connector(server, keep=lambda _: None, secrets=None, clock=None):
    credentials = Credentials(
        base=BASE, handle="dinas.contoh.social", remote_id=ME, secrets=SECRETS if secrets is None else secrets
    )
    return Bluesky(credentials, server.outside(**({"clock": clock} if clock else {})), keep)
