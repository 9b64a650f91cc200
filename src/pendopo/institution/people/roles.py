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
    LEADER = "leader", _("Leader")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(models.TextChoices):
    """One thing that may be done or not."""

    WRITE_CONTENT = "write_content", _("Write and change content")
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
    SEE_CALENDAR = "see_calendar", _("See the calendar and what is published")
    MANAGE_PLAN = "manage_plan", _("Manage pillars, campaigns and imported plans")
    MANAGE_MEDIA = "manage_media", _("Add pictures to the library")
    MANAGE_PEOPLE = "manage_people", _("Manage people, roles and assignment letters")
    MANAGE_UNITS = "manage_units", _("Manage units")
    MANAGE_ACCOUNTS = "manage_accounts", _("Connect and manage official accounts")
    MANAGE_SETTINGS = "manage_settings", _("Manage settings, lanes, working days and brand")
    READ_LEDGER = "read_ledger", _("Read the ledger")


R = Role
EVERYONE: Final = frozenset(Role)
WRITERS: Final = frozenset({R.OPERATOR, R.EDITOR, R.DUTY_OFFICER})

PERMISSIONS: Final[dict[Permission, frozenset[Role]]] = {
    Permission.WRITE_CONTENT: WRITERS | {R.APPROVER, R.LEADER},
    Permission.REVIEW_CONTENT: frozenset({R.EDITOR, R.APPROVER, R.LEADER}),
    Permission.APPROVE_CONTENT: frozenset({R.APPROVER, R.LEADER}),
    Permission.SCHEDULE: WRITERS | {R.APPROVER, R.LEADER},
    Permission.TAKE_DOWN: frozenset({R.APPROVER, R.LEADER, R.DUTY_OFFICER}),
    Permission.STOP_ALL: frozenset({R.APPROVER, R.LEADER, R.DUTY_OFFICER, R.ADMINISTRATOR}),
    Permission.READ_INBOX: WRITERS | {R.APPROVER, R.LEADER, R.INFORMATION_OFFICER, R.AUDITOR},
    Permission.REPLY: WRITERS | {R.INFORMATION_OFFICER},
    Permission.APPROVE_REPLY: frozenset({R.EDITOR, R.APPROVER, R.LEADER}),
    Permission.MODERATE: WRITERS | {R.APPROVER},
    Permission.ASSIGN: WRITERS | {R.APPROVER},
    Permission.REVEAL_PERSONAL_DATA: frozenset({R.OPERATOR, R.DUTY_OFFICER, R.INFORMATION_OFFICER}),
    Permission.EXPORT: frozenset({R.EDITOR, R.APPROVER, R.LEADER, R.AUDITOR, R.INFORMATION_OFFICER}),
    Permission.SEE_CALENDAR: EVERYONE,
    Permission.MANAGE_PLAN: frozenset({R.EDITOR, R.APPROVER, R.LEADER, R.OPERATOR}),
    Permission.MANAGE_MEDIA: WRITERS | {R.UNIT_LIAISON},
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
    }
)
