"""A row in every table of a house, so that whoever looks where they may not would find something."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps

from pendopo.broadcast.calendar import actions as calendar
from pendopo.broadcast.content.models import ContentItem
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.models import Institution, Member, OrgUnit
from pendopo.institution.people.roles import Role
from pendopo.listen.inbox.models import Conversation, Message
from pendopo.listen.inbox.states import Doing
from pendopo.serve.cases.models import Referral
from pendopo.serve.cases.states import Agreed, WaitFor
from pendopo.serve.cases.tests.builders import a_case


def fill_the_rest(house: Institution, *, at: datetime) -> str:
    """A row in the tables that an ordinary day leaves empty. Returns the secret of a calendar's address."""
    member = Member.objects.filter(institution=house, roles=[Role.ADMINISTRATOR]).get()
    account = SocialAccount.objects.filter(institution=house).first()
    item = ContentItem.objects.filter(institution=house).first()
    conversation = Conversation.objects.filter(institution=house).first()
    link = apps.get_model("links.Link").objects.create(
        institution=house,
        purpose="cases.unit",
        subject="institution.orgunit",
        subject_id=1,
        sum=b"x",
        made_at=at,
        expires_at=at + timedelta(days=1),
    )
    message = Message.objects.filter(institution=house).first()
    in_house = {"institution": house}
    case = a_case(Member.objects.filter(institution=house, roles=[Role.OPERATOR]).get(), now=at)
    unit = OrgUnit.objects.filter(institution=house).first()
    referral = Referral.objects.create(
        **in_house, case=case, unit=unit, question="Kapan diperbaiki?", sent_at=at, answer_by=at
    )
    rows: dict[str, dict[str, Any]] = {
        "accounts.PendingConsent": {
            "member": member,
            "network": "mastodon",
            "state": "rahasia",
            "kept": b"x",
            "made_at": at,
        },
        "cases.Route": {"topic": "Lampu", "topic_key": "lampu", "unit": unit, "made_at": at},
        "cases.UnitMail": {
            "kind": "question",
            "key": "question:1",
            "unit": unit,
            "referral": referral,
            "rung": "liaison",
            "name": "Wawan",
            "to": "wawan@contoh.go.id",
            "made_at": at,
            "due_at": at,
        },
        "cases.Reminder": {"referral": referral, "step": 50, "at": at},
        "cases.Answer": {"case": case, "referral": referral, "text": "Rahasia", "made_at": at},
        "cases.Attachment": {
            "case": case,
            "file": "cases/rahasia.webp",
            "name": "rahasia.webp",
            "media_type": "image/webp",
            "size": 1,
            "sha256": "0" * 64,
            "added_at": at,
        },
        "cases.Consent": {
            "case": case,
            "to": Agreed.NAME_SHOWN,
            "given_on": at.date(),
            "how": "Telepon",
            "text": "Rahasia",
            "recorded_by": member,
            "recorded_at": at,
        },
        "cases.Csat": {"case": case, "answered_at": at, "score": 3, "rated_at": at, "changed_at": at},
        "cases.PublicPost": {"key": uuid4(), "case": case, "at": at},
        "cases.Register": {
            "name": "rahasia.xlsx",
            "mark": uuid4(),
            "heading": ["Tanggal", "Isi"],
            "rows": 1,
            "made_by": member,
            "made_at": at,
        },
        "cases.CaseSettings": {"changed_by": member, "changed_at": at},
        "cases.Knower": {"case": case, "member": member, "why": "Rahasia", "added_at": at},
        "cases.Filing": {"case": case, "said": {}, "channel": "admin", "by": member, "made_at": at},
        "cases.Imported": {"case": case, "reference": "x", "line": 1},
        "cases.Wait": {"case": case, "for_whom": WaitFor.UNIT, "unit": unit, "began_at": at},
        "content.LaneSetting": {"key": "routine", "steps": [], "changed_by": member, "changed_at": at},
        "content.LinkCheck": {"url": "https://contoh.example/", "status": 200, "checked_at": at},
        "content.OfficeRules": {"changed_by": member, "changed_at": at},
        "content.OfficeTuning": {
            "number": 1,
            "settings": {},
            "why": "Mekarjaya",
            "list_version": 1,
            "made_by": member,
            "made_at": at,
            "holds_from": at,
        },
        "content.Crisis": {
            "why": "Gempa",
            "by": member,
            "at": at,
            "ended_by": member,
            "ended_at": at,
            "ended_why": "Reda",
        },
        "content.LetThrough": {"item": item, "by": member, "at": at},
        "inbox.Cluster": {"about": "Mekarjaya", "people": 2, "made_at": at, "last_at": at},
        "inbox.InboxSettings": {},
        "inbox.Presence": {
            "conversation": conversation,
            "member": member,
            "doing": Doing.READING,
            "until": at,
        },
        "inbox.RawCall": {"account": account, "body": b"{}", "received_at": at},
        "links.LinkUse": {"link": link, "outcome": "opened", "hour": at, "visitor": b"x", "last_at": at},
        "links.LinkPost": {"link": link, "key": uuid4(), "at": at},
        "links.LinkCount": {"scope": b"x", "began_at": at},
        "inbox.TriageChoice": {
            "message": message,
            "question": "intent",
            "chosen": "complaint",
            "by": member,
            "at": at,
        },
        "inbox.TriageVersion": {
            "number": 1,
            "learned_at": at,
            "choices": 60,
            "kept_back": 12,
            "right": 0.8,
            "right_before": 0.9,
        },
        "inbox.UnitWords": {"unit": unit, "names": "Mekarjaya"},
        "writing_aid.AidSettings": {"changed_by": member, "changed_at": at},
        "writing_aid.Aid": {
            "conversation": conversation,
            "kind": "draft",
            "asked_by": member,
            "asked_at": at,
            "sent": '["Mekarjaya"]',
        },
        "notices.PushSubscription": {
            "member": member,
            "address": b"x",
            "fingerprint": b"x",
            "device": "Ponsel",
            "made_at": at,
        },
    }
    for label, row in rows.items():
        model = apps.get_model(label)
        if model.objects.filter(institution=house).exists():
            continue
        if label == "content.LetThrough":
            row["crisis"] = apps.get_model("content.Crisis").objects.filter(institution=house).first()
        if label == "cases.Filing":
            row["consent"] = apps.get_model("cases.Consent").objects.filter(institution=house).first()
        if label == "cases.Imported":
            row["register"] = apps.get_model("cases.Register").objects.filter(institution=house).first()
        model.objects.create(**in_house, **row)
    return calendar.make_feed(by=member, now=at)
