"""WordPress: the website most offices have."""

from __future__ import annotations

from collections.abc import Mapping

from pendopo.networks.connecting import Asked, CannotConnect, Connected, How, Network, address, forget
from pendopo.networks.contract import Credentials, Gone, NotReachable, ReconnectNeeded
from pendopo.networks.outside import Outside
from pendopo.networks.wordpress.connector import WordPressConnector, limits_for
from pendopo.networks.words import RECONNECT, _

NO_SUCH_PASSWORD = _(
    "The website does not accept this name and application password. Use the password WordPress shows once"
    " under Users > Profile > Application Passwords, not the one for signing in."
)
NO_API = _("There is no WordPress with an open interface (REST API) at this address.")
WAYS: tuple[dict[str, str], ...] = ({}, {"rest": "route"})


def connect(typed: Mapping[str, str], outside: Outside) -> Connected:
    """Connect with an application password; finds out at which of two places the site's API is."""
    # Many copy the address of the page they sign in at.
    base = address(typed["base"].partition("/wp-admin")[0].partition("/wp-login.php")[0])
    user = typed["user"].strip()
    failed: NotReachable | Gone | None = None
    for way in WAYS:
        settings = {**way, "user": user}
        secrets = {"password": "".join(typed["password"].split())}
        given = Credentials(base=base, handle=user, secrets=secrets, settings=settings)
        try:
            identity = WordPressConnector(given, outside, forget).who_am_i()
        except ReconnectNeeded as error:
            if str(error) == RECONNECT:
                raise CannotConnect(NO_SUCH_PASSWORD, field="password") from error
            raise CannotConnect(str(error), field="user") from error
        except (NotReachable, Gone) as error:
            failed = failed or error
            continue
        credentials = Credentials(
            base=base,
            handle=identity.handle,
            remote_id=identity.remote_id,
            secrets=secrets,
            settings=settings,
        )
        return Connected(credentials=credentials, identity=identity)
    why = NO_API if isinstance(failed, Gone) else str(failed)
    raise CannotConnect(why, field="base") from failed


NETWORK = Network(
    name="wordpress",
    label="WordPress",
    how=How.APP_PASSWORD,
    asked=(
        Asked(
            name="base",
            label=_("Address of the website"),
            hint=_("The address visitors see, without /wp-admin."),
            kind="url",
            example="https://dinas.contoh.go.id",
        ),
        Asked(
            name="user",
            label=_("User name on the website"),
            hint=_("This person needs the role Editor, to publish and to moderate comments."),
        ),
        Asked(
            name="password",
            label=_("Application password"),
            hint=_("WordPress shows it once under Users > Profile > Application Passwords."),
            kind="password",
            example="abcd EFGH 1234 ijkl MNOP 5678",
        ),
    ),
    connector=WordPressConnector,
    limits_for=limits_for,
    icon="wordpress",
    colour="#21759b",
    connect=connect,
    on_blocking=_(
        "WordPress lets no program block anybody. By hand: under Settings, Discussion, write their name, e-mail or"
        " IP address into Disallowed Comment Keys; comments that hold it go to the bin."
    ),
)
