"""Being logged in: a short token, a longer one to renew it, and the app password behind both.

Tokens are handed to `keep` the moment they are new, because the network stops accepting the old
ones. A log-in costs more than a renewal (30 in five minutes are allowed), so tokens are kept.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from pendopo.networks.bluesky import models
from pendopo.networks.connecting import Keep
from pendopo.networks.contract import Credentials, Later, Outcome, Refused
from pendopo.networks.http import Answer, Failed, Manners, Talk
from pendopo.networks.words import NOT_REACHED, RECONNECT, TOO_MANY

STALE = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"})
SHUT = frozenset({"AccountTakedown", "AccountDeactivated", "AccountSuspended", "AuthFactorTokenRequired"})


def error_of(answer: Answer) -> str:
    """The name of the error, as XRPC gives it."""
    try:
        return models.Error.model_validate_json(answer.content).error
    except ValueError:
        return ""


class Session(Manners):
    """The log-in of one account, and how an answer that speaks of it is understood."""

    def __init__(self, credentials: Credentials, keep: Keep) -> None:
        self._who = credentials.remote_id or credentials.handle
        self._keep = keep
        self._known = dict(credentials.secrets)
        self.secrets = [secret for secret in self._known.values() if secret]
        self.headers: dict[str, str] = {}
        self._wear(self._known.get("access", ""))

    def meaning(self, answer: Answer) -> Outcome | None:
        if answer.status_code in {400, 401, 403} and error_of(answer) in STALE | SHUT:
            return Refused(why=RECONNECT, reconnect=True)
        return None

    def renewed(self, talk: Talk, answer: Answer) -> Mapping[str, str] | None:
        if answer.status_code not in {400, 401} or error_of(answer) not in STALE:
            return None
        return self.headers if self._renew(talk) or self.log_in(talk) else None

    def log_in(self, talk: Talk) -> models.Session | None:
        """With the app password; None where it is not accepted (any more)."""
        password = self._known.get("app_password", "")
        if not password:
            return None
        said = {"identifier": self._who, "password": password}
        return self._take(self._ask(talk, "createSession", json=said))

    def _renew(self, talk: Talk) -> models.Session | None:
        refresh = self._known.get("refresh", "")
        if not refresh:
            return None
        return self._take(self._ask(talk, "refreshSession", headers={"Authorization": f"Bearer {refresh}"}))

    def _ask(self, talk: Talk, what: str, **request: object) -> Answer:
        headers = {"Authorization": "", **request.pop("headers", {})}  # type: ignore[dict-item]
        try:
            return talk.send("POST", f"/xrpc/com.atproto.server.{what}", headers=headers, **request)
        except httpx.TransportError:
            raise Failed(Later(why=NOT_REACHED)) from None

    def _take(self, answer: Answer) -> models.Session | None:
        if answer.status_code == 429:
            raise Failed(Later(why=TOO_MANY))
        if answer.status_code >= 500:
            raise Failed(Later(why=NOT_REACHED))
        if not answer.is_success:
            return None
        session = models.Session.model_validate_json(answer.content)
        self._known |= {"access": session.access, "refresh": session.refresh}
        self.secrets += [session.access, session.refresh]
        self._wear(session.access)
        self._keep(dict(self._known))
        return session

    def _wear(self, token: str) -> None:
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
