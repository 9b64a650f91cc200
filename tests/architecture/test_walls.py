"""The architecture as a test that names the trespasser."""

from __future__ import annotations

import ast
import re

import grimp
import pytest

from pendopo.networks.registry import NAMES
from tests.architecture.source import ROOT, functions, modules, name, tree

ROOMS = (
    "pendopo.institution.accounts",
    "pendopo.institution.notices",
    "pendopo.institution.links",
    "pendopo.institution.roster",
    "pendopo.broadcast.content",
    "pendopo.broadcast.publishing",
    "pendopo.broadcast.calendar",
    "pendopo.broadcast.ideas",
    "pendopo.broadcast.material",
    "pendopo.broadcast.sharing",
    "pendopo.listen.inbox",
    "pendopo.listen.rules",
    "pendopo.listen.watch",
    "pendopo.listen.triage",
    "pendopo.listen.writing_aid",
    "pendopo.serve.standards",
    "pendopo.serve.openness",
    "pendopo.portal",
    "pendopo.practice",
    "pendopo.institution",  # people and structure: what is below it and has no name of its own above
)
# What other rooms may import of a room; a package of that name counts with all that it re-exports.
DOORS = {"actions", "queries", "events"}
# Models are named in type hints of those who were handed a row.
SHOWN_IN_TYPES = {"models"}
# Doors of one room only, and why.
FURTHER_DOORS = {
    "pendopo.institution": {
        "roles",  # the one table of permissions
        "policies",  # who may is asked in every action
        "requests",  # a request with its member, for the types of views
        "middleware",  # named in settings
        "handing_over",  # how mail that was promised reaches a unit, whichever room promised it
    },
    "pendopo.broadcast.content": {"rules"},  # pure functions over text, without rows
    "pendopo.broadcast.ideas": {"suggesting"},  # pure functions over facts, which the desk brings
    "pendopo.listen.triage": {""},  # pure functions over text, handed out by the package itself
    "pendopo.listen.inbox": {"states"},  # what rules name: how messages are read, and why one is hidden
    "pendopo.institution.links": {"doorway"},  # how a view without sign-in is opened by a link
    # The public pages ask for the same fields, and hand out the same letters.
    "pendopo.serve.openness": {"asking", "forms", "letters", "reporting", "windows"},
    "pendopo.institution.notices": {"words"},  # how a moment is said in a notice
}
# The desk shows what a state asks of a person, so it may name states; it may not reach further in.
AT_THE_DESK = {"states"}
# The demonstration furnishes every room as if it had been lived in; config switches all on.
ABOVE_ALL = ("pendopo.desk.demo", "pendopo.config", "pendopo.cli", "pendopo.__main__")

# Who may look across institutions, and why.
# Who acts as the house itself and thereby sees what only some need to know, and why nothing of it gets out.
HOUSE_ITSELF = {
    "pendopo.serve.cases.writing": "writes to units; of a case with supervisory content it tells the link alone",
    "pendopo.serve.cases.jobs.units": "clocks of units run for every case",
    "pendopo.serve.cases.views.liaison": "whoever holds the link of a question was asked it",
    "pendopo.serve.cases.jobs.closing": "clocks run in cases that only some need to know, too",
    "pendopo.desk.demo": "invents citizens who hand in reports",
    "pendopo.portal.reporting": "a citizen's own report; shows its code to them",
    "pendopo.portal.tracking": "a citizen's own case, after code and check value",
    "pendopo.serve.cases.jobs": "clocks run in cases that only some need to know, too",
    "pendopo.listen.inbox.actions.taking_in": "writes down what citizens say; shows nothing",
    "pendopo.listen.inbox.actions.acknowledging": "writes down what became of what was said by itself",
    "pendopo.serve.cases.actions.leaving": "takes people off lists, whoever moved them; tells those who stay",
    "pendopo.listen.inbox.actions.readings": "triage reads late what it could not at once; shows nothing",
    "pendopo.listen.inbox.actions.carrying": "a block holds wherever they wrote; tells those who decided on it",
    "pendopo.listen.inbox.actions.hearing": "writes down what became of answers; tells their author",
}
WHOLE_HOUSE = {
    "pendopo.foundation.tenancy",
    "pendopo.config",  # doctor, keys, backup
    "pendopo.cli",
}

LINES_MAX = 400


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("pendopo", exclude_type_checking_imports=True, cache_dir=None)


def room_of(module: str) -> str:
    return next((room for room in ROOMS if module == room or module.startswith(room + ".")), "")


def part_of(module: str, room: str) -> str:
    """Which part of a room a module is; people and structure each have their own doors."""
    parts = module.removeprefix(room).lstrip(".").split(".")
    return parts[1] if parts[0] in {"people", "structure"} and len(parts) > 1 else parts[0]


def is_test(module: str) -> bool:
    return ".tests" in module


def test_rooms_meet_only_through_doors(graph):
    trespasses = []
    for module in sorted(graph.modules):
        if is_test(module) or module.startswith(ABOVE_ALL):
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            room = room_of(imported)
            if not room or room_of(module) == room or is_test(imported):
                continue
            doors = DOORS | SHOWN_IN_TYPES | FURTHER_DOORS.get(room, set())
            if module.startswith("pendopo.desk"):
                doors |= AT_THE_DESK
            if part_of(imported, room) not in doors:
                trespasses.append(f"{module} climbs through a window of {room}: {imported}")
    assert not trespasses, "\n".join(trespasses)


# These two are rooms of this house as well, with icons and pages of their names.
ROOMS_TOO = {"portal", "practice"}


def test_no_network_is_named_outside_its_folder():
    trespasses = [
        f"{name(path)}:{node.lineno} names {node.value!r}"
        for path in modules()
        if not name(path).startswith(
            ("pendopo.networks", "pendopo.practice", "pendopo.portal", "pendopo.desk.demo")
        )
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in set(NAMES) - ROOMS_TOO
    ]
    assert not trespasses, "\n".join(trespasses)


def test_nothing_is_imported_inside_a_function():
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, f"in-function imports: {found}"


def test_nobody_listens_to_signals():
    found = [
        name(path)
        for path in modules()
        if re.search(
            r"django\.(db\.models|core|dispatch|contrib\.\w+)\.?signals|django\.dispatch",
            path.read_text("utf-8"),
        )
    ]
    assert not found, f"signal receivers (use desk/wiring.py): {found}"


def test_no_file_has_grown_over_its_size():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := path.read_text("utf-8").count("\n")) > LINES_MAX
    }
    assert not long, f"split these by topic: {long}"


def test_who_looks_across_institutions_is_known_by_name():
    for path in modules():
        module = name(path)
        if module.startswith(tuple(WHOLE_HOUSE)):
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "whole_house"
            ):
                reason = node.args[0]
                assert isinstance(reason, ast.Constant), (
                    f"{module}:{node.lineno}: the reason must stand there"
                )
                assert len(str(reason.value)) > 10, f"{module}:{node.lineno}: say why"
                assert (
                    module.endswith((".jobs", ".queries")) or ".jobs." in module or ".queries." in module
                ), f"{module}:{node.lineno}: only jobs and queries sweep through the whole house"


def test_who_acts_as_the_house_itself_is_known_by_name():
    """Whoever does so sees cases with supervisory content: nothing of it may reach people who are not on the list."""
    found: dict[str, int] = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "house_itself"
            ):
                reason = node.args[0]
                assert isinstance(reason, ast.Constant), (
                    f"{name(path)}:{node.lineno}: the reason must stand there"
                )
                assert len(str(reason.value)) > 10, f"{name(path)}:{node.lineno}: say why"
                found[name(path)] = node.lineno
    strangers = {module: line for module, line in found.items() if not module.startswith(tuple(HOUSE_ITSELF))}
    assert not strangers, f"say in HOUSE_ITSELF why they act for the house: {strangers}"
