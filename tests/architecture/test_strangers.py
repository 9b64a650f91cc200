"""Somebody of another institution walks to every address with this institution's numbers, and finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.desk import demo
from pendopo.foundation.tenancy import acting_for, whole_house
from pendopo.foundation.web import is_public
from pendopo.institution.models import Institution
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.networks.language_model import Model
from pendopo.portal import actions as portal
from pendopo.portal.models import Medium
from tests.architecture.furnishing import fill_the_rest
from tests.architecture.walking import addresses, fingerprint, tenant_tables, words_of

# Which table a number in an address names.
NUMBERS = {
    "article_id": "portal.Article",
    "item_id": "content.ContentItem",
    "source_id": "content.Source",
    "note_id": "content.Note",
    "pillar_id": "content.Pillar",
    "campaign_id": "content.Campaign",
    "folder_id": "content.Folder",
    "material_id": "material.MaterialRequest",
    "photo_id": "material.Photo",
    "call_id": "material.StandingCall",
    "kit_id": "sharing.ShareKit",
    "picture_id": "content.Picture",
    "delivery_id": "publishing.Delivery",
    "idea_id": "ideas.Idea",
    "visual_id": "visuals.Visual",
    "film_id": "visuals.Film",
    "batch_id": "visuals.Batch",
    "account_id": "accounts.SocialAccount",
    "conversation_id": "inbox.Conversation",
    "reply_id": "inbox.Reply",
    "message_id": "inbox.Message",
    "saved_id": "inbox.SavedReply",
    "block_id": "inbox.Block",
    "citizen_id": "inbox.Citizen",
    "citizen_link_id": "inbox.CitizenLink",
    "label_id": "inbox.Label",
    "rule_id": "rules.Rule",
    "proposal_id": "rules.Proposal",
    "feed_id": "watch.Feed",
    "story_id": "watch.Story",
    "entry_id": "watch.Entry",
    "warning_id": "watch.OfficialWarning",
    "aid_id": "writing_aid.Aid",
    "service_id": "standards.Service",
    "revision_id": "standards.Revision",
    "pledge_id": "standards.Pledge",
    "choice_id": "inbox.TriageChoice",
    "cluster_id": "inbox.Cluster",
    "version_id": "inbox.TriageVersion",
    "member_id": "institution.Member",
    "letter_id": "institution.AssignmentLetter",
    "unit_id": "institution.OrgUnit",
    "token_id": "portal.Token",
    "referral_id": "cases.Referral",
    "route_id": "cases.Route",
    "knower_id": "cases.Knower",
    "register_id": "cases.Register",
    "notice_id": "notices.Notice",
    "request_id": "openness.PublicInfoRequest",
    "objection_id": "openness.Objection",
    "paper_id": "openness.Letter",
    "listing_id": "openness.PublicInformation",
    "test_id": "openness.ExemptInformation",
    "clock_id": "openness.OwnClock",
    "case_id": "cases.Case",
    "attachment_id": "cases.Attachment",
    "answer_id": "cases.Answer",
    "clocks_id": "cases.ClockVersion",
    "shift_id": "roster.Shift",
    "weekly_id": "roster.WeeklyShift",
    "swap_id": "roster.Swap",
    "leave_id": "roster.Leave",
}
# What else an address may hold: a place within a row that its own address names first, or one of a few words.
WORDS = {
    "number": 1,
    "edge": 320,
    "deed": "tutup",
    "place": 0,
    "year": 2026,
    "ending": "pdf",
    "key": "routine",
    "network": "practice",
    "heading": "plus-jakarta-sans",
    "body": "plus-jakarta-sans",
    "colour": "1f4b99",
    "design": "announcement",
    "size": "portrait",
    "form": "png",
    "part": "film.mp4",
}
# Open to anyone without signing in, and why nothing of an institution leaks; the tests below go there.
OPEN_TO_ALL = {
    "cases:liaison": "whoever holds the signed link of one question; it opens nothing else",
    "cases:unit_picture": "the same link, and a picture that was sent with it",
    "cases:unit_page": "whoever holds the signed link of one unit",
    "cases:unit_question": "the same link, and a question to that unit",
    "cases:new_link": "whoever holds a link whose time has ended; a new one goes to the unit's own mailbox",
    "material:by_link": "whoever holds the signed link of one request; it opens nothing else",
    "material:link_photo": "the same link, and a photo that was gathered with it",
    "material:new_link": "whoever holds a link whose time has ended; a new one goes to the unit's own mailbox",
    "sharing:page": "whoever has the short address; it shows what is public already, and nothing before it is",
    "sharing:copy": "the same address; it only counts",
    "sharing:picture": "the same address, and a picture of the public post",
    "calendar:ics": "whoever holds the secret address; it opens one institution only",
    "inbox:webhook": "whoever holds the secret address and signs",
    "institution:begin": "only in a house without institution, with the terminal's token",
    "institution:logo": "a public picture",
    "portal:api": "whoever holds a token; it opens one institution only",
    "portal:hall": "public pages",
    "portal:front": "public pages",
    "portal:news": "public pages",
    "portal:report": "a new report of a citizen, to the institution the address names",
    "portal:track": "whoever has code and check value; counted by code and visitor",
    "portal:own_case": "whoever holds a link of their own case",
    "portal:feed": "public pages",
    "portal:official_accounts": "public pages",
    "portal:comment_rules": "public pages",
    "portal:services": "public pages",
    "portal:service": "public pages, of the institution the address names",
    "portal:pledge": "public pages",
    "portal:information": "public pages",
    "portal:ask": "public pages",
    "portal:check": "public pages; number and code open one's own request only",
    "portal:public_register": "public pages, without anybody's name",
    "portal:info_pledge": "public pages",
    "portal:service_report": "public pages: figures and words of a report that was sent",
    "portal:public_file": "public pages, of the institution the address names",
    "portal:own_request": "whoever holds the link; it opens one request",
    "portal:own_letter": "whoever holds the link; letters of that request",
    "portal:article": "public pages, of the institution the address names",
    "portal:medium": "public pages, of the institution the address names",
}
REFUSED = {403, 404, 405}


def known_to(institution: Institution) -> dict[str, Any]:
    """A row of this institution for each number an address may hold."""
    with acting_for(institution.pk):
        return {
            argument: apps.get_model(label)
            .objects.filter(institution=institution)
            .order_by("pk")
            .values_list("pk", flat=True)[0]
            for argument, label in NUMBERS.items()
        }


def test_everything_an_address_may_hold_is_known():
    asked = {
        argument
        for room, pattern in addresses()
        if f"{room}:{pattern.name}" not in OPEN_TO_ALL
        for argument in pattern.pattern.converters
    }
    assert not asked - set(NUMBERS) - set(WORDS), "say which table it names, or that it names none"


def test_every_address_that_anyone_may_open_is_known_with_its_reason():
    opened = {f"{room}:{pattern.name}" for room, pattern in addresses() if is_public(pattern.callback)}
    assert opened == set(OPEN_TO_ALL)


@pytest.fixture
def house(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.PENDOPO_LANGUAGE_MODEL = Model(url="https://model.contoh.example/v1", name="uji")
    demo.fill(now=timezone.now())
    with whole_house("a test looks for the institution it has just filled"):
        return Institution.objects.get()


@pytest.mark.slow
def test_a_stranger_with_every_role_opens_sees_and_changes_nothing_of_another_institution(house):
    at = timezone.now()
    with acting_for(house.pk):
        secret = fill_the_rest(house, at=at)
        telling = words_of(house)
        empty = [
            model._meta.label for model in tenant_tables() if not model.objects.filter(institution=house)
        ]
        picture = Medium.objects.filter(institution=house).first()
    assert not empty, "tables of which nothing is there to be seen: fill them in the demonstration or here"
    ids, before = known_to(house), fingerprint(house)
    others = an_institution()
    stranger = a_member(others, *Role)
    client = Client(raise_request_exception=False)
    client.force_login(stranger.person)
    leaks: list[tuple[str, str, object]] = []
    walked = 0
    for room, pattern in addresses():
        if is_public(pattern.callback):
            continue
        asked = set(pattern.pattern.converters)
        url = reverse(f"{room}:{pattern.name}", kwargs={one: ids.get(one, WORDS.get(one)) for one in asked})
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            walked += 1
            if asked & set(NUMBERS):
                if answer.status_code not in REFUSED:
                    leaks.append((method, url, answer.status_code))
            elif answer.status_code >= 500:
                leaks.append((method, url, answer.status_code))
            elif not answer.streaming:
                page = answer.content.decode(errors="replace")
                leaks += [(method, url, word) for word in telling if word in page]
    for url in (
        reverse("portal:article", args=[others.slug, ids["article_id"], "x"]),
        reverse("portal:medium", args=[others.slug, picture.sha256]),
        reverse("calendar:ics", args=[others.pk, secret]),
    ):
        walked += 1
        status = client.get(url).status_code
        if status not in REFUSED:
            leaks.append(("get", url, status))
    with acting_for(others.pk):
        token = portal.make_token(name="Orang lain", by=a_member(others, Role.ADMINISTRATOR), now=at)
    for path in (f"articles/{ids['article_id']}", f"articles/{ids['article_id']}/comments", "articles"):
        answer = client.get(f"/api/portal/v1/{path}", headers={"authorization": f"Bearer {token}"})
        if answer.status_code not in REFUSED and any(word in answer.text for word in telling):
            leaks.append(("get", path, answer.status_code))
    assert not leaks
    assert walked > 200
    assert fingerprint(house) == before
