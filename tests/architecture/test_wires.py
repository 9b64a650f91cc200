"""Every wire that imports don't show ends somewhere: events that are told, slots that pages hold, rows that views open."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import is_dataclass

from pendopo.desk.slots import SLOTS
from pendopo.desk.wiring import WIRING
from tests.architecture.source import ROOT, modules, name, tree

# Told to nobody yet, each with the reason why it is told all the same.
UNHEARD = {
    "AccountClosed": "what was planned there is refused at its time with this reason",
    "MaterialAsked": "reports (a later room) count from it",
    "MaterialCame": "reports (a later room) count from it",
    "MaterialTaken": "reports (a later room) count from it",
    "CaseAnswered": "reports (a later room) count from it",
    "CaseClosed": "reports (a later room) count from it",
    "CaseOpened": "reports (a later room) count from it",
    "CaseReopened": "reports (a later room) count from it",
    "ConversationClosed": "cases and insights (later rooms) count from it",
    "CrisisBegan": "the banner and the lanes ask for the crisis itself; records (a later room) keeps its clock",
    "MemberJoined": "the invitation is the notice",
    "ReplyNeedsApproval": "the inbox tells its approvers itself, by notice",
    "ObjectionFiled": "the superior is told by notice; reports (a later room) count from it",
    "RequestRegistered": "the officer is told by notice; reports (a later room) count from it",
    "Returned": "content tells the author itself, by notice",
    "SubmittedForReview": "content tells the next reviewer itself, by notice",
    "UnitClosed": "what a unit owns keeps its name; the register shows the closed unit",
}
# Places of a page that nobody fills yet, with the reason why they are there.
UNFILLED = {
    "people.member": "the roster (a later room) shows a person's duties there",
}
# Rows a view may open without `.seen_by(member)`, and why.
SHOWN_TO_ALL = {
    "pendopo.portal.views": "readable without login: the address names its institution",
    "pendopo.portal.openness": "readable without login, or opened by a link that names its row",
    "pendopo.practice.views": "one network to practise on, for everybody in the house",
}
OF_A_ROW_SEEN_BEFORE = {
    ("pendopo.broadcast.content.views.composing", "Version"): "the current version of an item seen before",
    ("pendopo.broadcast.content.views.deciding", "Version"): "versions of an item seen before",
    ("pendopo.broadcast.content.views.deciding", "ReviewStep"): "steps of a run whose item was seen before",
    ("pendopo.institution.accounts.views", "SocialAccount"): "the account seen before, as it was",
    ("pendopo.institution.views.profile", "Authenticator"): "one's own",
    ("pendopo.institution.views.profile", "type(member.person)"): "oneself, as one was",
    ("pendopo.institution.views.settings", "Authenticator"): "of members seen before",
    (
        "pendopo.institution.views.settings",
        "Institution",
    ): "a logo is public; its address names its institution",
}


def events() -> dict[str, type]:
    """Every event of every room."""
    found = {}
    for path in modules():
        if path.name == "events.py" and name(path) != "pendopo.foundation.events":
            module = importlib.import_module(name(path))
            for one in vars(module).values():
                if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__:
                    found[one.__name__] = one
    return found


def test_every_event_is_heard_or_it_is_said_why_not():
    heard = {event.__name__ for event in WIRING}
    bases = {base.__name__ for event in events().values() for base in event.__mro__[1:]}
    assert not set(events()) - heard - set(UNHEARD) - bases, (
        "wire it in desk/wiring.py, or say why nobody hears"
    )
    assert not set(UNHEARD) & heard, "these are heard by now"
    assert not set(UNHEARD) - set(events()), "these are no events any more"


def test_every_event_is_told_by_somebody():
    made = {
        node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    }
    bases = {base.__name__ for event in events().values() for base in event.__mro__[1:]}
    assert not set(events()) - made - bases, "nobody tells these"


def test_every_slot_of_a_page_is_filled_or_it_is_said_why_not():
    held = {
        slot
        for page in ROOT.rglob("*.html")
        for slot in re.findall(r"{% slot [\"']([\w.]+)[\"']", page.read_text(encoding="utf-8"))
    }
    assert not held - set(SLOTS) - set(UNFILLED), "fill it in desk/slots.py, or say why nobody does"
    assert not set(SLOTS) - held, "no page holds these"
    assert not set(UNFILLED) & set(SLOTS), "these are filled by now"
    assert not set(UNFILLED) - held, "no page holds these any more"


def test_views_start_from_what_their_member_may_see():
    trespasses, used = [], set()
    for path in modules():
        module = name(path)
        if not (module.endswith(".views") or ".views." in module) or module in SHOWN_TO_ALL:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Attribute):
                continue
            asked = node.value
            if node.attr in {"objects", "_default_manager"}:
                spot = (module, ast.unparse(asked))
                if spot in OF_A_ROW_SEEN_BEFORE:
                    used.add(spot)
            if (
                isinstance(asked, ast.Attribute)
                and asked.attr in {"objects", "_default_manager"}
                and node.attr != "seen_by"
                and (module, ast.unparse(asked.value)) not in OF_A_ROW_SEEN_BEFORE
            ):
                trespasses.append(f"{module}:{node.lineno} asks {ast.unparse(node)}, not .seen_by(member)")
        trespasses += [
            f"{module}:{node.lineno} opens {ast.unparse(node.args[0])} of any institution"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in {"get_object_or_404", "get_list_or_404"}
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id[0].isupper()
            and (module, node.args[0].id) not in OF_A_ROW_SEEN_BEFORE
        ]
        used |= {
            spot for spot in OF_A_ROW_SEEN_BEFORE if spot[0] == module and f"{spot[1]}," in path.read_text()
        }
    assert not trespasses, "\n".join(trespasses)
    assert not set(OF_A_ROW_SEEN_BEFORE) - used, "these are asked no more"
