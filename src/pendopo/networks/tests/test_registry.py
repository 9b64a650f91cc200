"""Every network introduces itself whole, and none knows another."""

import ast
import configparser
import tomllib
from pathlib import Path

import pytest

from pendopo.networks import registry
from pendopo.networks.connecting import CannotConnect, How, address
from pendopo.networks.contract import Ability, Proof
from pendopo.networks.outside import Outside
from pendopo.networks.registry import NETWORKS
from pendopo.networks.words import quoting

HERE = Path(registry.__file__).parent
ROOT = HERE.parents[2]
ICONS = {
    name
    for group in tomllib.loads((HERE.parent / "foundation" / "ui" / "icons.toml").read_text()).values()
    for name in group
}


def test_every_folder_is_in_the_list():
    folders = {one.parent.name for one in HERE.glob("*/__init__.py")} - {"tests"}
    assert folders == set(registry.NAMES)


def test_the_wall_between_networks_names_every_one():
    words = configparser.ConfigParser()
    words.read(ROOT / ".importlinter")
    walled = words["importlinter:contract:networks-apart"]["modules"].split()
    assert sorted(walled) == sorted(f"pendopo.networks.{name}" for name in registry.NAMES)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda one: one.name)
class TestEveryNetwork:
    def test_it_can_be_connected(self, network):
        assert (network.consent is not None) == (network.how is How.OAUTH)
        assert network.connect or network.consent
        assert network.asked
        assert all(one.kind in {"text", "url", "password", "choice"} for one in network.asked)

    def test_its_limits_agree_with_each_other(self, network):
        limits = network.limits
        assert limits.can(Ability.THREADS) == (limits.thread_parts_max > 1)
        assert limits.can(Ability.TITLE) == (limits.title_max is not None)
        assert limits.can(Ability.PICTURES) == (limits.pictures_max > 0)
        assert (limits.proof is Proof.NOTHING) == (network.by_hand is not None)
        assert not limits.can(Ability.SHOW) or limits.can(Ability.HIDE)

    def test_its_name_and_colour_can_be_shown(self, network):
        assert network.label
        assert {network.icon, f"network-{network.icon}"} & ICONS
        assert network.colour.startswith("#")
        assert len(network.colour) == 7

    def test_it_knows_no_other_network_and_no_django(self, network):
        others = {f"pendopo.networks.{one}" for one in registry.NAMES if one != network.name}
        for file in (HERE / network.name).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                for name in names:
                    assert name.partition(".")[0] != "django"
                    assert not any(name == one or name.startswith(f"{one}.") for one in others)

    def test_a_form_without_an_address_leads_nowhere(self, network):
        if network.connect is None:
            return
        typed = {one.name: "" for one in network.asked}
        with pytest.raises(CannotConnect):
            network.connect(typed, Outside())


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        (" dinas.go.id/ ", "https://dinas.go.id"),
        ("https://dinas.go.id/berita/", "https://dinas.go.id/berita"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("  ", ""),
    ],
)
def test_an_address_as_people_type_it(typed, base):
    assert address(typed) == base


def test_a_networks_own_words_stand_on_the_second_line():
    assert quoting("Ditolak.", " a\n b ") == "Ditolak.\na b"
    assert quoting("Ditolak.", "") == "Ditolak."
