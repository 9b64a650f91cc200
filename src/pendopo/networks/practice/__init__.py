"""The practice network: a small one of our own, to learn on and to be tested by."""

from __future__ import annotations

from collections.abc import Mapping

from pendopo.networks.connecting import Asked, CannotConnect, Connected, How, Network, address, forget
from pendopo.networks.contract import Credentials, Limits, NotReachable, ReconnectNeeded
from pendopo.networks.outside import Outside
from pendopo.networks.practice.connector import PracticeConnector, limits_for, standing
from pendopo.networks.words import _

WRONG_TOKEN = _("The practice network does not know this token. Make a new one on its page.")


def connect(typed: Mapping[str, str], outside: Outside) -> Connected:
    """Connect with a token made on the practice network's own page."""
    base = address(typed["base"])
    given = Credentials(base=base, handle="", secrets={"token": typed["token"].strip()})
    try:
        identity = PracticeConnector(given, outside, forget).who_am_i()
    except ReconnectNeeded:
        raise CannotConnect(WRONG_TOKEN, field="token") from None
    except NotReachable as error:
        raise CannotConnect(str(error), field="base") from error
    credentials = Credentials(
        base=base, handle=identity.handle, remote_id=identity.remote_id, secrets=given.secrets
    )
    return Connected(credentials=credentials, identity=identity)


def _limits(settings: Mapping[str, str]) -> Limits:
    return limits_for(settings)


NETWORK = Network(
    name="practice",
    label=_("Practice network"),
    how=How.APP_PASSWORD,
    asked=(
        Asked(
            name="base",
            label=_("Address of the practice network"),
            hint=_("As a rule the address of this Pendopo itself."),
            kind="url",
            example="https://pendopo.contoh.go.id",
        ),
        Asked(
            name="token",
            label=_("Token"),
            hint=_("The page Latihan shows it once when an account is made."),
            kind="password",
        ),
    ),
    connector=PracticeConnector,
    limits_for=_limits,
    icon="practice",
    colour="#0f766e",
    connect=connect,
    standing=standing,
    on_blocking=_("Whoever is blocked can say nothing more to your account there."),
    is_ours=True,
    prepared_at="/latihan/akun-baru/",
)
