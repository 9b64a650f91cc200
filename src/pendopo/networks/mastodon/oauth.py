"""Connecting an account: we register with its server, the person says yes there, and comes back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

from pendopo.networks.connecting import Asking, CannotConnect, Connected
from pendopo.networks.contract import Credentials, Gone, NotReachable, ReconnectNeeded, Refused
from pendopo.networks.http import Failed, Line, Talk
from pendopo.networks.mastodon import models
from pendopo.networks.mastodon.client import Mastodon
from pendopo.networks.outside import Outside
from pendopo.networks.words import NO_ADDRESS, NO_OUTSIDE, ONLY_HTTPS, _, parts

Answered = TypeVar("Answered", models.App, models.Token)

OURS: Final = (NO_ADDRESS, NO_OUTSIDE, ONLY_HTTPS)  # what we say ourselves about an address
NAME: Final = "Pendopo"
SCOPES: Final = (
    "read:accounts read:notifications read:search read:statuses write:blocks write:media write:statuses"
)
_SERVER: Final = re.compile(r"(?:(https?)://)?(?:@?[\w.-]+@)?([\w.-]+(?::\d{1,5})?)(?:/.*)?", re.IGNORECASE)

NO_SERVER = _("Type the address of the server, for example contoh.social, or the whole account name.")
NOT_MASTODON = _("This server did not answer like one with the Mastodon interface. Check the address.")
SAID_NO = _("The permission was not given. You can try again whenever you like.")
NOT_OURS = _("This answer does not belong to the question that was asked. Begin again.")


class MastodonConsent:
    """The OAuth code flow, with PKCE where the server knows it."""

    def begin(
        self, typed: Mapping[str, str], *, redirect_uri: str, outside: Outside, app: Mapping[str, str]
    ) -> Asking:
        """Register with the server where needed, and tell where to send the person."""
        base = server_address(typed.get("base", ""))
        # A server gives no more than it was asked for at registration.
        ours = {"redirect_uri": redirect_uri, "base": base, "scopes": SCOPES}
        if any(app.get(name) != value for name, value in ours.items()):
            app = {**_register(base, redirect_uri, outside), **ours}
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "client_id": app["client_id"],
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": SCOPES,
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return Asking(
            url=f"{base}/oauth/authorize?{urlencode(query)}",
            state=state,
            kept={**app, "state": state, "verifier": verifier},
            app=app,
        )

    def finish(self, kept: Mapping[str, str], answer: Mapping[str, str], *, outside: Outside) -> Connected:
        """Exchange the code for a token, and ask who it belongs to."""
        if not hmac.compare_digest(kept["state"], answer.get("state", "")):
            raise CannotConnect(NOT_OURS)
        if not answer.get("code"):
            raise CannotConnect(SAID_NO)
        grant = {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "client_id": kept["client_id"],
            "client_secret": kept["client_secret"],
            "redirect_uri": kept["redirect_uri"],
            "code_verifier": kept["verifier"],
            "scope": SCOPES,
        }
        line = _line(kept["base"], outside, secret=(kept["client_secret"], answer["code"]))
        token = _prepared(line, "/oauth/token", grant, models.Token)
        return account(
            kept["base"],
            {
                "access_token": token.access_token,
                "client_id": kept["client_id"],
                "client_secret": kept["client_secret"],
            },
            outside=outside,
        )

    def revoke(self, credentials: Credentials, *, outside: Outside) -> None:
        """Give the token back. A server that no longer knows it has nothing to take."""
        known = credentials.secrets
        form = {"token": known["access_token"]}
        form |= {name: known[name] for name in ("client_id", "client_secret") if known.get(name)}
        line = _line(credentials.base, outside, secret=form.values())

        def give_back(talk: Talk) -> None:
            talk.prepare("POST", "/oauth/revoke", accept=(400, 401, 403, 404), data=form)

        line.ask(give_back)


def account(base: str, known: Mapping[str, str], *, outside: Outside) -> Connected:
    """Ask the server who a token belongs to."""
    try:
        identity = Mastodon(Credentials(base=base, handle="", secrets=known), outside).who_am_i()
    except (NotReachable, ReconnectNeeded, Gone) as error:
        raise CannotConnect(str(error), field="base") from error
    return Connected(
        credentials=Credentials(
            base=base,
            handle=identity.handle,
            remote_id=identity.remote_id,
            secrets=known,
            settings=identity.settings,
        ),
        identity=identity,
    )


def server_address(typed: str) -> str:
    """The server's address from whatever people type: an address, a name, or a whole account."""
    match = _SERVER.fullmatch(typed.strip())
    if not match or not ("." in match.group(2) or match.group(1)):
        raise CannotConnect(NO_SERVER, field="base")
    return f"{(match.group(1) or 'https').lower()}://{match.group(2).lower()}"


def _register(base: str, redirect_uri: str, outside: Outside) -> dict[str, str]:
    form = {"client_name": NAME, "redirect_uris": redirect_uri, "scopes": SCOPES}
    app = _prepared(_line(base, outside), "/api/v1/apps", form, models.App)
    return {"client_id": app.client_id, "client_secret": app.client_secret}


def _prepared(line: Line, path: str, form: Mapping[str, str], kind: type[Answered]) -> Answered:
    try:
        return kind.model_validate_json(line.talk().prepare("POST", path, data=dict(form)).content)
    except Failed as failed:
        why = getattr(failed.outcome, "why", NOT_MASTODON)
        wordless = isinstance(failed.outcome, Refused) and not parts(why)[1] and why not in OURS
        raise CannotConnect(NOT_MASTODON if wordless else why, field="base") from failed
    except ValueError as error:
        raise CannotConnect(NOT_MASTODON, field="base") from error


def _line(base: str, outside: Outside, secret: Collection[str] = ()) -> Line:
    return Line(base=base, outside=outside, account=f"mastodon:{base}:connecting", secrets=tuple(secret))
