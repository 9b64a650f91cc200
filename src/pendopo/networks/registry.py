"""The one list of networks. A new network is its folder and its name here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from pendopo.networks.connecting import Keep, Network, forget
from pendopo.networks.contract import Connector, Credentials
from pendopo.networks.outside import Outside

NAMES: Final[tuple[str, ...]] = ("practice", "mastodon", "bluesky", "wordpress", "portal", "handoff")


def _networks() -> dict[str, Network]:
    found: dict[str, Network] = {}
    for name in NAMES:
        network = import_module(f"pendopo.networks.{name}").NETWORK
        if not isinstance(network, Network) or network.name != name:
            raise TypeError(f"networks/{name}/__init__.py must hold a NETWORK of that name")
        found[name] = network
    return found


NETWORKS: Final[Mapping[str, Network]] = _networks()


def connector(name: str, credentials: Credentials, outside: Outside, keep: Keep = forget) -> Connector:
    """The connector for one account. Cheap: nothing is asked before it is used."""
    return NETWORKS[name].connector(credentials, outside, keep)
