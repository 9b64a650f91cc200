"""How one WordPress site is spoken to: where its API is, and what its answers mean."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from pendopo.networks.contract import Refused
from pendopo.networks.http import Answer, Line, Manners, Talk
from pendopo.networks.wordpress import border, words
from pendopo.networks.words import RECONNECT

if TYPE_CHECKING:
    from pendopo.networks.contract import Credentials, Outcome
    from pendopo.networks.outside import Outside

WP: Final = "/wp/v2"


class WordPressManners(Manners):
    """WordPress tells by its `code` what the number alone does not."""

    def meaning(self, answer: Answer) -> Outcome | None:
        """Tell a broken permission from a message that is not allowed."""
        if answer.status_code < 400:
            return None
        told = problem(answer)
        # A password taken back, and a site that lost the header on its way, make us a stranger: then
        # what only members may ask for is an "invalid parameter" (400) with a 401 inside.
        if told.code == "rest_invalid_param" and 401 in told.inner_statuses():
            return Refused(why=RECONNECT, reconnect=True)
        if told.code == "rest_cannot_create" and "terms" in self.words(answer):
            return Refused(why=words.NO_CATEGORY)
        return None


def problem(answer: Answer) -> border.Problem:
    """Read why not."""
    try:
        return border.Problem.model_validate_json(answer.content)
    except ValidationError:
        return border.Problem()


class Rest:
    """The site's API, at `/wp-json` or, where addresses are not made pretty, behind `?rest_route=`."""

    def __init__(self, credentials: Credentials, outside: Outside) -> None:
        person = credentials.settings.get("user") or credentials.handle
        password = credentials.secrets.get("password", "")
        basic = b64encode(f"{person}:{password}".encode()).decode()
        self._plain = credentials.settings.get("rest") == "route"
        self.line = Line(
            base=credentials.base,
            outside=outside,
            account=f"wordpress:{credentials.base}:{person}",
            headers={"Authorization": f"Basic {basic}"},
            secrets=(password, basic),
            manners=WordPressManners(),
        )

    def ask(self, talk: Talk, path: str, **request: Any) -> Answer:
        """Ask one question."""
        url, request = self._where(path, request)
        return talk.ask(url, **request)

    def write(self, talk: Talk, method: str, path: str, **request: Any) -> Answer:
        """Say something the public can see."""
        url, request = self._where(path, request)
        return talk.write(method, url, **request)

    def prepare(self, talk: Talk, method: str, path: str, **request: Any) -> Answer:
        """Send something nobody sees yet."""
        url, request = self._where(path, request)
        return talk.prepare(method, url, **request)

    def _where(self, path: str, request: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        if not self._plain:
            return f"/wp-json{path}", request
        return "/", {**request, "params": {"rest_route": path, **request.get("params", {})}}
