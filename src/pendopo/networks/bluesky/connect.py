"""Connecting an account with an app password: find its server first, and tell only that one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pendopo.networks.bluesky import models
from pendopo.networks.bluesky.client import Bluesky
from pendopo.networks.connecting import CannotConnect, Connected, address, forget
from pendopo.networks.contract import Credentials, Gone, NotReachable, ReconnectNeeded
from pendopo.networks.http import Line
from pendopo.networks.outside import Outside
from pendopo.networks.words import _

ENTRY: Final = "https://bsky.social"
DIRECTORY: Final = "https://plc.directory"
_HANDLE: Final = re.compile(r"@?((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)", re.IGNORECASE)

NO_HANDLE = _("Type the whole account name, for example dinas.bsky.social.")
UNKNOWN_HANDLE = _("There is no account of this name.")
WRONG_PASSWORD = _("The app password was not accepted for this account. Make a new one on Bluesky.")
NO_SERVER = _("The account's server could not be found.")


def connect(typed: Mapping[str, str], outside: Outside) -> Connected:
    """Log in once; raises CannotConnect with the field to mend."""
    match = _HANDLE.fullmatch(typed.get("handle", "").strip())
    if not match:
        raise CannotConnect(NO_HANDLE, field="handle")
    handle = match.group(1).lower()
    server = address(typed.get("server", ""))
    # The password goes to the account's own server only, so that one is found before.
    base = server or _home(handle, outside)
    given = Credentials(
        base=base, handle=handle, secrets={"app_password": typed.get("app_password", "").strip()}
    )
    kept: dict[str, str] = dict(given.secrets)
    try:
        session = Bluesky(given, outside, kept.update).log_in()
        where = (session.document.pds() if session.document and not server else "") or base
        known = Credentials(
            base=where, handle=session.handle, remote_id=session.did, secrets=kept, settings={}
        )
        identity = Bluesky(known, outside, forget).who_am_i()
    except ReconnectNeeded as error:
        raise CannotConnect(WRONG_PASSWORD, field="app_password") from error
    except (NotReachable, Gone) as error:
        raise CannotConnect(str(error), field="server") from error
    return Connected(credentials=known, identity=identity)


def _home(handle: str, outside: Outside) -> str:
    """The server on which an account lives, from its name and the public directory."""
    entry = Line(base=ENTRY, outside=outside, account="bluesky:connecting").talk()
    try:
        found = entry.ask(
            "/xrpc/com.atproto.identity.resolveHandle", params={"handle": handle}, accept=(400,)
        )
        if found.status_code == 400:
            raise CannotConnect(UNKNOWN_HANDLE, field="handle")
        did = models.Resolved.model_validate_json(found.content).did
        method, _colon, name = did.removeprefix("did:").partition(":")
        where = f"{DIRECTORY}/{did}" if method == "plc" else f"https://{name}/.well-known/did.json"
        pds = models.DidDocument.model_validate_json(entry.ask(where).content).pds()
    except (NotReachable, Gone, ReconnectNeeded, ValueError) as error:
        raise CannotConnect(NO_SERVER, field="server") from error
    if not pds:
        raise CannotConnect(NO_SERVER, field="server")
    return pds
