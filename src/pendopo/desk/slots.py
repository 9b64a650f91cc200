"""Whose fragments fill which page: every wire between screens. Imported when the house is switched on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.states import STANDS
from pendopo.broadcast.ideas import queries as ideas
from pendopo.broadcast.material import queries as material
from pendopo.broadcast.material.models import MaterialRequest
from pendopo.broadcast.publishing import queries as publishing
from pendopo.broadcast.publishing.models import Delivery
from pendopo.broadcast.publishing.states import Kind
from pendopo.broadcast.sharing import queries as sharing
from pendopo.broadcast.visuals import queries as visuals
from pendopo.foundation import quoting, slots
from pendopo.foundation.clock import Zone
from pendopo.foundation.later import Later
from pendopo.foundation.slots import Fragment, Slots
from pendopo.foundation.ui import months
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.people.models import Member
from pendopo.institution.people.requests import Request
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster import queries as roster
from pendopo.listen.inbox import queries as inbox
from pendopo.listen.inbox.models import Conversation
from pendopo.listen.inbox.queries import Thread
from pendopo.listen.inbox.states import HideReason, Intent
from pendopo.listen.rules import queries as rules
from pendopo.listen.watch import queries as watch
from pendopo.listen.writing_aid import queries as writing_aid
from pendopo.serve.cases import queries as cases
from pendopo.serve.cases.models import Case
from pendopo.serve.openness import queries as openness

if TYPE_CHECKING:
    import segno
else:
    segno = Later("segno")

SHOWN: Final = 20
A_WEEK: Final = timedelta(days=7)


def planned_on_account(request: HttpRequest, *, account: SocialAccount, **_words: Any) -> Fragment | None:
    """What is planned there after the network's permission ends."""
    del request
    left = accounts.runway(account, now=now())
    if left is None:
        return None
    found = list(publishing.behind_the_cliff(account).with_words().order_by("planned_for", "id")[:SHOWN])
    if not found:
        return None
    return Fragment(template="desk/behind_the_cliff.html", words={"deliveries": found, "account": account})


def today_on_account(request: HttpRequest, *, account: SocialAccount, **_words: Any) -> Fragment | None:
    """What goes out there today, and what became of it."""
    del request
    today = Zone(account.institution.zone).day_of(now())
    found = list(publishing.of_day(account, today)[:SHOWN])
    return Fragment(template="desk/today_on_account.html", words={"deliveries": found}) if found else None


def deliveries_of_item(request: HttpRequest, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """What became of an item on each account."""
    del request
    found = list(publishing.deliveries_of(item.institution_id, "content.item", item.pk)[:SHOWN])
    return Fragment(template="desk/deliveries.html", words={"deliveries": found}) if found else None


def idea_of_item(request: Request, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """The idea an item was made of, with its reason and the picture that fits."""
    found = ideas.of_item(request.member, item.pk)
    return Fragment(template="ideas/of_item.html", words={"idea": found}) if found else None


def material_of_item(request: Request, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """What units were asked for an item, what they sent for it, and the way to ask one."""
    if not request.member.may(Permission.SEE_MATERIAL):
        return None
    found = list(material.for_item(request.member, item)[:SHOWN])
    may_ask = request.member.may(Permission.ASK_MATERIAL) and item.is_editable
    if not found and not may_ask:
        return None
    words = {"requests": found, "may_ask": may_ask, "item": item}
    return Fragment(template="material/of_item.html", words=words)


def effect_of_material(_request: HttpRequest, *, material: MaterialRequest, **_words: Any) -> Fragment | None:
    """What citizens said under the posts that came of a unit's material: how much, never who."""
    if material.item_id is None:
        return None
    posts = publishing.deliveries_of(material.institution_id, "content.item", material.item_id)
    standing = posts.stand().exclude(remote_id="")
    said = sum(
        inbox.under(material, one.account_id, [one.remote_id, *one.part_ids]).count() for one in standing
    )
    visits = sharing.counted_of_item(material, material.item_id).visits
    if not said and not visits:
        return None
    return Fragment(template="desk/effect_of_material.html", words={"said": said, "visits": visits})


def thanks_of_month(request: Request, *, month: date, **_words: Any) -> Fragment | None:
    """The units that helped in a month, beside what came and what did not."""
    found = sharing.helpers(request.member, month=month, now=now())
    return (
        Fragment(
            template="desk/thanks_of_month.html", words={"helpers": found, "month_key": f"{month:%Y-%m}"}
        )
        if found
        else None
    )


def material_in_brief(request: Request, **_words: Any) -> Fragment | None:
    """What units sent this month, for the leader; in its first week still the month before."""
    if not request.member.may(Permission.SEE_MATERIAL):
        return None
    at = now()
    today = Zone(request.member.institution.zone).day_of(at)
    month = months.chosen("", today=today - A_WEEK)
    rows = material.silence(request.member, month=month.first, now=at)
    if not rows:
        return None
    words = {"total": material.summed(rows), "month": month}
    return Fragment(template="desk/material_in_brief.html", words=words)


def kit_of_item(request: Request, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """What colleagues pass on of an item, or the one touch that makes it."""
    found = sharing.kit_of(item)
    may_make = item.state in STANDS and request.member.may(Permission.WRITE_CONTENT)
    if found is None and not may_make:
        return None
    words = {"kit": found, "item": item, "counted": sharing.counted(found) if found else None}
    return Fragment(template="sharing/of_item.html", words=words)


def visuals_of_item(request: Request, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """The cards whose pictures stand in an item, and the way to make one."""
    found = visuals.used_in(item.institution_id, item.pk)
    may_make = item.is_editable and request.member.may(Permission.WRITE_CONTENT)
    if not found and not may_make:
        return None
    return Fragment(
        template="visuals/of_item.html", words={"uses": found, "may_make": may_make, "item": item}
    )


def warning_of_item(request: Request, *, item: ContentItem, **_words: Any) -> Fragment | None:
    """The official warning an item was drafted from, with its original and until when it holds."""
    if not request.member.may(Permission.READ_WATCH):
        return None
    found = watch.warning_of_item(request.member, item)
    return Fragment(template="watch/of_item.html", words={"warning": found}) if found else None


def said_under_post(request: Request, *, delivery: Delivery, **_words: Any) -> Fragment | None:
    """What citizens wrote under a post."""
    if delivery.kind != Kind.POST or not delivery.remote_id or not request.member.may(Permission.READ_INBOX):
        return None
    names = [delivery.remote_id, *delivery.part_ids]
    found = list(inbox.under(request.member, delivery.account_id, names)[:SHOWN])
    return Fragment(template="desk/said_under_post.html", words={"conversations": found}) if found else None


def accounts_to_rotate(request: HttpRequest, *, member: Member, **_words: Any) -> Fragment | None:
    """What must change hands when somebody leaves (R04)."""
    del request
    found = list(accounts.kept_by(member))
    return Fragment(template="accounts/to_rotate.html", words={"accounts": found}) if found else None


def quiet_hours(request: Request, *, member: Member, **_words: Any) -> Fragment | None:
    """When a person wants to hear only what is urgent; each sets their own."""
    if member.pk != request.member.pk:
        return None
    return Fragment(template="roster/quiet_card.html", words={"quiet": roster.quiet_of(member)})


def standard_answers(
    request: Request, *, conversation: Conversation, thread: Thread, **_words: Any
) -> Fragment | None:
    """What the service standards answer to what a citizen has just asked, to be put into the answer."""
    if not request.member.may(Permission.REPLY) or not thread.can_reply or thread.acknowledgement:
        return None
    asked = "\n".join(one.text for one in thread.unanswered)
    found = quoting.asked(conversation.institution_id, asked, of="layanan") if asked else []
    if not found:
        return None
    answers = [
        {
            "match": one,
            "whole": quoting.answer(one.quotes),
            "each": [(quote, quoting.answer([quote])) for quote in one.quotes],
        }
        for one in found
    ]
    return Fragment(template="desk/standard_answers.html", words={"answers": answers})


def already_public(
    request: Request, *, conversation: Conversation, thread: Thread, **_words: Any
) -> Fragment | None:
    """What of the public list answers somebody who wants information, to be put into the answer.

    Only where triage was sure that something is asked, as a request or as a question: the two are hard to tell apart in
    a few words. Which entries are likely enough, the list says.
    """
    if not request.member.may(Permission.REPLY) or not thread.can_reply or thread.acknowledgement:
        return None
    if conversation.intent not in {Intent.INFORMATION_REQUEST, Intent.QUESTION}:
        return None
    asked = "\n".join(one.text for one in thread.unanswered)
    found = quoting.asked(conversation.institution_id, asked, of="informasi") if asked else []
    if not found:
        return None
    answers = [(one.quotes[0], quoting.answer(one.quotes)) for one in found]
    return Fragment(template="desk/already_public.html", words={"answers": answers})


def requests_of_thread(request: Request, *, conversation: Conversation, **_words: Any) -> Fragment | None:
    """What became a request for public information, and the button that makes one."""
    member = request.member
    if not member.may(Permission.SEE_OPENNESS):
        return None
    found = openness.of_conversation(member, conversation)
    may_draft = member.may(Permission.REPLY) and not any(one.state == "draft" for one in found)
    if not found and not may_draft:
        return None
    return Fragment(
        template="openness/of_thread.html",
        words={"requests": found, "may_draft": may_draft, "conversation": conversation},
    )


def proposed_by_rules(request: Request, *, conversation: Conversation, **_words: Any) -> Fragment | None:
    """What rules propose for a conversation, to those who may decide it."""
    member = request.member
    found = [
        one
        for one in rules.proposals(member, conversation)
        if member.may(Permission.MODERATE if one.code else Permission.REPLY)
    ]
    if not found:
        return None
    ready = {one.saved.pk: one for one in inbox.ready(member, conversation, now=now())}
    why = {one.value: one.label for one in HideReason}
    words = [
        {"proposal": one, "ready": ready.get(one.saved_id or 0), "why": why.get(one.code, "")}
        for one in found
    ]
    return Fragment(template="rules/proposals.html", words={"proposals": words})


def case_of_thread(request: Request, *, conversation: Conversation, **_words: Any) -> Fragment | None:
    """The case a thread belongs to, or the one touch that opens one."""
    if not request.member.may(Permission.SEE_CASES):
        return None
    found = list(cases.cases_of_conversation(request.member, conversation.pk)[:SHOWN])
    may_open = request.member.may(Permission.HANDLE_CASES) and all(one.closed_at for one in found)
    if not found and not may_open:
        return None
    return Fragment(
        template="cases/in_thread.html",
        words={"cases": found, "may_open": may_open, "conversation": conversation},
    )


def where_to_follow(request: HttpRequest, *, case: Case, **_words: Any) -> Fragment:
    """On a receipt: the page that asks for its two numbers, as an address and as a code for a camera."""
    del request
    address = urljoin(settings.PUBLIC_URL, reverse("portal:track", args=[case.institution.slug]))
    drawn = segno.make(address, micro=False).svg_data_uri(scale=4, border=2)
    return Fragment(template="desk/where_to_follow.html", words={"address": address, "drawn": drawn})


def help_of_the_model(
    request: Request, *, conversation: Conversation, thread: Thread, **_words: Any
) -> Fragment | None:
    """Drafts and summaries of the language model, where there is one and the office lets it help."""
    found = writing_aid.help_for(request.member, conversation, thread)
    if found is None:
        return None
    return Fragment(template="writing_aid/card.html", words={"help": found, "conversation": conversation})


SLOTS: Slots = {
    "accounts.account": (planned_on_account, today_on_account),
    "content.item": (
        *(warning_of_item, deliveries_of_item, kit_of_item),
        *(idea_of_item, visuals_of_item, material_of_item),
    ),
    "material.link": (effect_of_material,),
    "material.by_unit": (thanks_of_month,),
    "watch.brief": (material_in_brief,),
    "publishing.delivery": (said_under_post,),
    "cases.receipt": (where_to_follow,),
    "people.profile": (quiet_hours,),
    "inbox.thread": (
        *(proposed_by_rules, standard_answers, already_public, help_of_the_model),
        *(case_of_thread, requests_of_thread),
    ),
    "people.leaving": (accounts_to_rotate,),
    "people.left": (accounts_to_rotate,),
}

slots.fill(SLOTS)
