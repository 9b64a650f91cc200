"""The portal: Pendopo's own public pages, a channel that belongs to the institution itself."""

from __future__ import annotations

from collections.abc import Mapping

from pendopo.networks.connecting import Asked, CannotConnect, Connected, How, Network, address, forget
from pendopo.networks.contract import Credentials, Gone, NotReachable, ReconnectNeeded
from pendopo.networks.outside import Outside
from pendopo.networks.portal.connector import PortalConnector, limits_for
from pendopo.networks.words import _

WRONG_TOKEN = _("The portal does not know this token. Make a new one on its page.")
NO_PORTAL = _("There is no portal at this address.")


def connect(typed: Mapping[str, str], outside: Outside) -> Connected:
    """Connect with a token the portal showed once."""
    base = address(typed["base"])
    given = Credentials(base=base, handle="", secrets={"token": typed["token"].strip()})
    try:
        identity = PortalConnector(given, outside, forget).who_am_i()
    except ReconnectNeeded:
        raise CannotConnect(WRONG_TOKEN, field="token") from None
    except Gone:
        raise CannotConnect(NO_PORTAL, field="base") from None
    except NotReachable as error:
        raise CannotConnect(str(error), field="base") from error
    credentials = Credentials(
        base=base, handle=identity.handle, remote_id=identity.remote_id, secrets=given.secrets
    )
    return Connected(credentials=credentials, identity=identity)


NETWORK = Network(
    name="portal",
    label=_("Public pages"),
    how=How.APP_PASSWORD,
    asked=(
        Asked(
            name="base",
            label=_("Address of the public pages"),
            hint=_("As a rule the address of this Pendopo itself."),
            kind="url",
            example="https://pendopo.contoh.go.id",
        ),
        Asked(
            name="token",
            label=_("Token"),
            hint=_("The portal's page shows it once when it is made."),
            kind="password",
        ),
    ),
    connector=PortalConnector,
    limits_for=limits_for,
    icon="portal",
    colour="#b45309",
    connect=connect,
    on_blocking=_(
        "On your own public pages visitors don't sign in, so nobody can be blocked there. Every comment waits until"
        " somebody here lets it be seen: leave theirs unseen."
    ),
    is_ours=True,
    prepared_at="/lembaga/portal/",
)
