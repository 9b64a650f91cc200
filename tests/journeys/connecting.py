"""How an administrator connects the office's accounts, on the screens of this house and of the network."""

from __future__ import annotations

import re
from typing import Final

from tests.journeys.people import Somebody, presses
from tests.servers.fixtures import Peer

# What a house must be told that speaks to servers on this machine.
NEAR: Final = {"PENDOPO_OUTSIDE_ALLOWED_HOSTS": "127.0.0.1,localhost"}


def connects_mastodon(admin: Somebody, server: Peer) -> None:
    """The network's own page asks who they are, and sends them back."""
    admin.goes_to("/akun/hubungkan/mastodon/")
    admin.fills(base=server["base"])
    admin.page.locator("main form button").last.click()
    admin.page.locator("main a.btn-primary").click()
    admin.page.locator("[name=login]").fill("office")
    admin.page.locator("[name=passwd]").fill(server.account("office")["password"])
    admin.page.locator("[name=passwd]").press("Enter")
    is_connected(admin)


def connects_bluesky(admin: Somebody, server: Peer) -> None:
    """With a password made for this house."""
    office = server.account("office")
    admin.goes_to("/akun/hubungkan/bluesky/")
    admin.fills(handle=office["handle"], app_password=office["app_password"], server=server["pds"])
    admin.page.locator("main form button").last.click()
    is_connected(admin)


def connects_wordpress(admin: Somebody, server: Peer) -> None:
    """As an editor of the website, with a password made for this house."""
    editor = next(one for one in server["accounts"] if one["role"] == "editor")
    admin.goes_to("/akun/hubungkan/wordpress/")
    admin.fills(base=server["base"], user=editor["user"])
    admin.page.locator("main form input[type=password]").fill(editor["app_password"])
    admin.page.locator("main form button").last.click()
    is_connected(admin)


def is_connected(admin: Somebody) -> None:
    """The account's own page is open: say whose it is and who answers for it (R01)."""
    admin.page.wait_for_url(re.compile(r"/akun/\d+/$"))
    admin.page.locator("[name=owner_unit]").select_option(index=1)
    admin.page.locator("[name=responsible]").select_option(index=1)
    presses(admin.page, admin.page.locator("form[data-keep] button").last)
