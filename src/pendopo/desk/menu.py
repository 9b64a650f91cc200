"""The menu: the desk and the pillars, as far as this member may open them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.desk.switches import Switches, switches_of
from pendopo.foundation.tenancy import reading_for
from pendopo.foundation.ui.menu import Fragment, Item, Menu, Nameplate, Person, Section
from pendopo.institution.notices import queries as notices
from pendopo.institution.people.models import Member
from pendopo.institution.people.roles import Permission
from pendopo.institution.roster import queries as roster
from pendopo.listen.inbox import queries as inbox

DUTY_SHOWN: Final = 3
# The role that says most about somebody who has several.
WEIGHT: Final = (
    "leader",
    "approver",
    "editor",
    "duty_officer",
    "operator",
    "coordinator",
    "information_superior",
    "information_officer",
    "unit_liaison",
    "auditor",
    "administrator",
)


def menu(request: HttpRequest) -> dict[str, Any]:
    """What the shell shows around every page; nothing for those who are not signed in."""
    member: Member | None = getattr(request, "member", None)
    if member is None:
        return {"menu": None}
    # Asked for only by whole pages, not by pieces of one.
    return {
        "menu": SimpleLazyObject(lambda: menu_of(member, request.path)),
        "nameplate": _nameplate(member),
    }


def _nameplate(member: Member) -> Nameplate:
    house = member.institution
    logo = reverse("institution:logo", args=[house.slug]) if house.logo else ""
    return Nameplate(
        name=house.short_name or house.name,
        colour=house.colour,
        logo_url=logo,
        heading_font=house.heading_font,
        body_font=house.body_font,
    )


def menu_of(member: Member, path: str, *, switches: Switches | None = None) -> Menu:
    """What the shell shows a member; a page that has asked for the switches already hands them in."""
    # Pages of the sign-in, and those that talk to a network, are drawn outside of any transaction.
    with reading_for(member.institution_id):
        return _drawn(member, path, switches or switches_of(member), timezone.now())


def _drawn(member: Member, path: str, switches: Switches, now: datetime) -> Menu:
    asked = _Asked(member, path)
    create = asked.item(_("New content"), "content:new", "create", may=Permission.WRITE_CONTENT)
    sections = tuple(
        section
        for section in (
            Section(items=_some(asked.item(_("Desk"), "desk:home", "desk", key="m"))),
            Section(label=_("Broadcast"), items=_broadcast(asked)),
            Section(label=_("Listen"), items=_listen(asked)),
            Section(label=_("Serve"), items=_serve(asked)),
            Section(label=_("Institution"), items=_institution(asked)),
        )
        if section.items
    )
    return Menu(
        sections=sections,
        bar=_bar(asked, create),
        create=create,
        profile=_profile(),
        person=Person(name=member.name, role=_role_of(member)),
        search_url=reverse("desk:search"),
        sign_out_url=reverse("account_logout"),
        notices=_notices(member),
        crisis=_crisis(member, switches),
        duty=_duty(member, now),
    )


class _Asked:
    """Items of one member's menu; the most exact address is the current one."""

    def __init__(self, member: Member, path: str) -> None:
        self.member, self.path = member, path
        self.unread = inbox.unread_count(member) if member.may(Permission.READ_INBOX) else 0

    def item(
        self,
        label: str,
        name: str,
        icon: str,
        *,
        may: Permission | None = None,
        key: str = "",
        badge: int = 0,
    ) -> Item | None:
        if may is not None and not self.member.may(may):
            return None
        url = reverse(name)
        return Item(
            label=label,
            url=url,
            icon=icon,
            key=key,
            badge=badge,
            badge_words=ngettext("%(count)s unread", "%(count)s unread", badge) % {"count": badge}
            if badge
            else "",
            current=self._is_current(url),
        )

    def inbox(self, label: str, *, key: str = "") -> Item | None:
        return self.item(label, "inbox:list", "inbox", may=Permission.READ_INBOX, key=key, badge=self.unread)

    def _is_current(self, url: str) -> bool:
        # Rooms that live inside another's address answer for themselves.
        inner = {
            "/konten/": ("/konten/pustaka/", "/konten/rencana/"),
            "/masukan/": ("/masukan/moderasi/",) if self.member.may(Permission.READ_MODERATION) else (),
            "/konten/rencana/": ("/konten/rencana/aturan/",)
            if self.member.may(Permission.MANAGE_SETTINGS)
            else (),
            "/lembaga/": tuple(
                f"/lembaga/{one}/" for one in ("orang", "surat", "unit", "catatan", "saya", "portal")
            ),
        }.get(url, ())
        if url == "/":
            return self.path == url
        return self.path.startswith(url) and not self.path.startswith(inner or "\0")


def _some(*items: Item | None) -> tuple[Item, ...]:
    return tuple(item for item in items if item is not None)


def _broadcast(asked: _Asked) -> tuple[Item, ...]:
    return _some(
        asked.item(_("Ideas"), "ideas:board", "ideas", may=Permission.SEE_CALENDAR, key="e"),
        asked.item(_("Content"), "content:items", "content", key="k"),
        asked.item(_("Calendar"), "calendar:month", "calendar", may=Permission.SEE_CALENDAR, key="j"),
        asked.item(_("Publishing"), "publishing:list", "publishing", may=Permission.SEE_CALENDAR, key="t"),
        asked.item(_("Material"), "material:list", "units", may=Permission.SEE_MATERIAL),
        asked.item(_("Share kits"), "sharing:list", "share", may=Permission.SEE_CALENDAR),
        asked.item(_("Visuals"), "visuals:list", "visuals", may=Permission.SEE_CALENDAR, key="v"),
        asked.item(_("Media"), "content:library", "media", key="p"),
        asked.item(_("Plan"), "content:plan", "campaigns", may=Permission.MANAGE_PLAN),
    )


def _listen(asked: _Asked) -> tuple[Item, ...]:
    return _some(
        asked.inbox(_("Inbox"), key="i"),
        asked.item(_("Watch"), "watch:desk", "watch", may=Permission.READ_WATCH, key="w"),
        asked.item(_("Moderation"), "inbox:moderation", "hide", may=Permission.READ_MODERATION),
        asked.item(_("Rules of the inbox"), "rules:list", "lanes", may=Permission.MANAGE_INBOX_RULES),
        asked.item(_("Language model"), "writing_aid:settings", "machine", may=Permission.READ_LEDGER)
        if settings.PENDOPO_LANGUAGE_MODEL
        else None,
    )


def _serve(asked: _Asked) -> tuple[Item, ...]:
    return _some(
        asked.item(_("Cases"), "cases:list", "cases", may=Permission.SEE_CASES, key="s"),
        asked.item(_("Service standards"), "standards:services", "standards", key="l"),
        asked.item(
            _("Public information"), "openness:list", "openness", may=Permission.SEE_OPENNESS, key="f"
        ),
    )


def _institution(asked: _Asked) -> tuple[Item, ...]:
    return _some(
        asked.item(_("Official accounts"), "accounts:register", "accounts", key="a"),
        asked.item(_("Duty roster"), "roster:board", "duty", key="d"),
        asked.item(_("People"), "institution:people", "people", may=Permission.MANAGE_PEOPLE, key="o"),
        asked.item(_("Units"), "institution:units", "units"),
        asked.item(_("Public page"), "portal:tokens", "portal", may=Permission.MANAGE_ACCOUNTS),
        asked.item(_("Ledger"), "institution:ledger", "ledger", may=Permission.READ_LEDGER, key="c"),
        asked.item(_("Rules"), "content:rules", "rules", may=Permission.MANAGE_SETTINGS),
        asked.item(_("Settings"), "institution:home", "settings", may=Permission.MANAGE_SETTINGS),
    )


def _bar(asked: _Asked, create: Item | None) -> tuple[Item, ...]:
    return _some(
        asked.item(_("Desk"), "desk:home", "desk"),
        create,
        asked.inbox(_("Inbox")),
        asked.item(_("Cases"), "cases:list", "cases", may=Permission.SEE_CASES)
        or asked.item(_("Calendar"), "calendar:month", "calendar"),
    )


def _profile() -> tuple[Item, ...]:
    return (
        Item(label=_("My profile"), url=reverse("institution:profile"), icon="person"),
        Item(label=_("Signing in safely"), url=reverse("mfa_index"), icon="passkey"),
        Item(label=_("My devices"), url=reverse("usersessions_list"), icon="device"),
    )


def _role_of(member: Member) -> str:
    roles = sorted(member.role_set, key=lambda role: WEIGHT.index(role.value))
    return str(roles[0].label) if roles else ""


def _notices(member: Member) -> Item:
    unread = notices.unread_count(member)
    return Item(
        label=_("Notices"),
        url=reverse("notices:list"),
        icon="notices",
        badge=unread,
        badge_words=ngettext("%(count)s unread", "%(count)s unread", unread) % {"count": unread},
    )


def _crisis(member: Member, switches: Switches) -> Fragment | None:
    stop, crisis, may = switches.stop, switches.crisis, member.may(Permission.STOP_ALL)
    if stop is None and crisis is None and not may:
        return None
    words: dict[str, Any] = {"stop": stop, "url": reverse("publishing:stop")}
    words |= {"crisis": crisis, "crisis_url": reverse("content:crisis"), "may": may}
    return Fragment(template="desk/crisis.html", words=words)


def _duty(member: Member, now: datetime) -> Fragment | None:
    names = roster.names_on_duty(member.institution, now, most=DUTY_SHOWN)
    return Fragment(template="desk/duty.html", words={"names": names}) if names else None
