"""Who may do what: the one table of roles and permissions (domain.md 2.5)."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is here for. One person may hold several."""

    OPERATOR = "operator", _("Operator")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    DUTY_OFFICER = "duty_officer", _("Duty officer")
    UNIT_LIAISON = "unit_liaison", _("Unit liaison")
    INFORMATION_OFFICER = "information_officer", _("Information officer")
    INFORMATION_SUPERIOR = "information_superior", _("Superior of the information officer")
    COORDINATOR = "coordinator", _("Complaint coordinator")
    LEADER = "leader", _("Leader")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(models.TextChoices):
    """One thing that may be done or not."""

    WRITE_CONTENT = "write_content", _("Write and change content")
    WRITE_IDEAS = "write_ideas", _("Write ideas for posts")
    REVIEW_CONTENT = "review_content", _("Review content and return it")
    APPROVE_CONTENT = "approve_content", _("Approve content")
    SCHEDULE = "schedule", _("Plan when content is published")
    TAKE_DOWN = "take_down", _("Take down what is published")
    STOP_ALL = "stop_all", _("Stop all publishing, and resume it")
    READ_INBOX = "read_inbox", _("Read what citizens write")
    REPLY = "reply", _("Answer citizens")
    APPROVE_REPLY = "approve_reply", _("Approve answers to citizens")
    MODERATE = "moderate", _("Hide what citizens wrote, with a reason")
    ASSIGN = "assign", _("Hand messages to colleagues")
    REVEAL_PERSONAL_DATA = "reveal_personal_data", _("See personal data in full, with a reason")
    EXPORT = "export", _("Export lists")
    READ_MODERATION = "read_moderation", _("See what was hidden, and why")
    MANAGE_INBOX_RULES = "manage_inbox_rules", _("Manage what the inbox does by itself")
    READ_WATCH = "read_watch", _("See news and official warnings")
    MANAGE_WATCH = "manage_watch", _("Choose what is watched")
    MANAGE_ROSTER = "manage_roster", _("Manage who is on duty")
    SEE_CASES = "see_cases", _("See cases")
    HANDLE_CASES = "handle_cases", _("Open cases, hand them to units and answer them")
    COORDINATE_CASES = "coordinate_cases", _("Decide who answers a case, merge and classify cases")
    MANAGE_CASE_RULES = "manage_case_rules", _("Manage clocks of cases and which unit gets them")
    SEE_OPENNESS = "see_openness", _("See information requests and their registers")
    HANDLE_INFORMATION = "handle_information", _("Handle information requests and decide them")
    DECIDE_OBJECTIONS = "decide_objections", _("Decide objections to information decisions")
    MANAGE_STANDARDS = "manage_standards", _("Write service standards")
    SEE_CALENDAR = "see_calendar", _("See the calendar and what is published")
    MANAGE_PLAN = "manage_plan", _("Manage pillars, campaigns and imported plans")
    MANAGE_MEDIA = "manage_media", _("Add pictures to the library")
    SEE_MATERIAL = "see_material", _("See what units were asked for, and what they sent")
    ASK_MATERIAL = "ask_material", _("Ask units for material, and take it in")
    MANAGE_PEOPLE = "manage_people", _("Manage people, roles and assignment letters")
    MANAGE_UNITS = "manage_units", _("Manage units")
    MANAGE_ACCOUNTS = "manage_accounts", _("Connect and manage official accounts")
    MANAGE_SETTINGS = "manage_settings", _("Manage settings, lanes, working days and brand")
    READ_LEDGER = "read_ledger", _("Read the ledger")


R = Role
EVERYONE: Final = frozenset(Role)
WRITERS: Final = frozenset({R.OPERATOR, R.EDITOR, R.DUTY_OFFICER})
# Who reads in the rooms of those who serve, and writes nothing there.
OVERSEERS: Final = frozenset({R.APPROVER, R.LEADER, R.AUDITOR})
PPID: Final = frozenset({R.INFORMATION_OFFICER, R.INFORMATION_SUPERIOR})

PERMISSIONS: Final[dict[Permission, frozenset[Role]]] = {
    Permission.WRITE_CONTENT: WRITERS | {R.APPROVER, R.LEADER},
    Permission.WRITE_IDEAS: WRITERS
    | {R.APPROVER, R.LEADER, R.UNIT_LIAISON, R.INFORMATION_OFFICER, R.COORDINATOR},
    Permission.REVIEW_CONTENT: frozenset({R.EDITOR, R.APPROVER, R.LEADER}),
    Permission.APPROVE_CONTENT: frozenset({R.APPROVER, R.LEADER}),
    Permission.SCHEDULE: WRITERS | {R.APPROVER, R.LEADER},
    Permission.TAKE_DOWN: frozenset({R.APPROVER, R.LEADER, R.DUTY_OFFICER}),
    Permission.STOP_ALL: frozenset({R.APPROVER, R.LEADER, R.DUTY_OFFICER, R.ADMINISTRATOR}),
    Permission.READ_INBOX: WRITERS | OVERSEERS | {R.INFORMATION_OFFICER, R.COORDINATOR},
    Permission.REPLY: WRITERS | {R.INFORMATION_OFFICER, R.COORDINATOR},
    Permission.APPROVE_REPLY: frozenset({R.EDITOR, R.APPROVER, R.LEADER}),
    Permission.MODERATE: WRITERS | {R.APPROVER},
    Permission.ASSIGN: WRITERS | {R.APPROVER, R.COORDINATOR},
    Permission.REVEAL_PERSONAL_DATA: frozenset(
        {R.OPERATOR, R.DUTY_OFFICER, R.INFORMATION_OFFICER, R.COORDINATOR}
    ),
    Permission.EXPORT: OVERSEERS | {R.EDITOR, R.INFORMATION_OFFICER, R.COORDINATOR},
    Permission.READ_MODERATION: OVERSEERS | {R.EDITOR},
    Permission.MANAGE_INBOX_RULES: frozenset({R.EDITOR, R.APPROVER, R.ADMINISTRATOR}),
    Permission.READ_WATCH: WRITERS | OVERSEERS | {R.INFORMATION_OFFICER, R.COORDINATOR, R.ADMINISTRATOR},
    Permission.MANAGE_WATCH: frozenset({R.EDITOR, R.APPROVER, R.ADMINISTRATOR}),
    Permission.MANAGE_ROSTER: frozenset({R.EDITOR, R.APPROVER, R.COORDINATOR, R.ADMINISTRATOR}),
    Permission.SEE_CASES: WRITERS | OVERSEERS | {R.COORDINATOR},
    Permission.HANDLE_CASES: WRITERS | {R.COORDINATOR},
    Permission.COORDINATE_CASES: frozenset({R.COORDINATOR}),
    Permission.MANAGE_CASE_RULES: frozenset({R.COORDINATOR, R.ADMINISTRATOR}),
    Permission.SEE_OPENNESS: WRITERS | OVERSEERS | PPID,
    Permission.HANDLE_INFORMATION: frozenset({R.INFORMATION_OFFICER}),
    Permission.DECIDE_OBJECTIONS: frozenset({R.INFORMATION_SUPERIOR}),
    Permission.MANAGE_STANDARDS: frozenset({R.EDITOR, R.APPROVER, R.INFORMATION_OFFICER, R.ADMINISTRATOR}),
    Permission.SEE_CALENDAR: EVERYONE,
    Permission.MANAGE_PLAN: frozenset({R.EDITOR, R.APPROVER, R.LEADER, R.OPERATOR}),
    Permission.MANAGE_MEDIA: WRITERS | {R.UNIT_LIAISON},
    Permission.SEE_MATERIAL: WRITERS | OVERSEERS | {R.COORDINATOR},
    Permission.ASK_MATERIAL: WRITERS,
    Permission.MANAGE_PEOPLE: frozenset({R.ADMINISTRATOR}),
    Permission.MANAGE_UNITS: frozenset({R.ADMINISTRATOR}),
    Permission.MANAGE_ACCOUNTS: frozenset({R.ADMINISTRATOR, R.EDITOR}),
    Permission.MANAGE_SETTINGS: frozenset({R.ADMINISTRATOR}),
    Permission.READ_LEDGER: frozenset({R.AUDITOR, R.LEADER, R.ADMINISTRATOR}),
}

# Whoever speaks in the office's name needs an assignment letter for it (R02).
NEEDS_LETTER: Final = frozenset(
    {
        Permission.SCHEDULE,
        Permission.APPROVE_CONTENT,
        Permission.TAKE_DOWN,
        Permission.REPLY,
        Permission.MODERATE,
        Permission.HANDLE_CASES,
        Permission.COORDINATE_CASES,
        Permission.HANDLE_INFORMATION,
        Permission.DECIDE_OBJECTIONS,
    }
)
