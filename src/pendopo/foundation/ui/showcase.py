"""What the page `/kit/` shows: invented words long enough to break a careless layout."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.ui import assets
from pendopo.foundation.ui.days import DayField
from pendopo.foundation.ui.menu import Item, Menu, Nameplate, Person, Section

LONG = "Mempertanggungjawabkan ketidaksinkronan pendokumentasian antarkementerian"


class Sample(forms.Form):
    """One of each kind of field, some of them answered wrongly."""

    title = forms.CharField(
        label=_("Title"), max_length=80, help_text=_("What the post is about, for colleagues.")
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 4}))
    mail = forms.EmailField(label=_("E-mail"))
    lane = forms.ChoiceField(
        label=_("Lane"), choices=[("routine", _("Routine")), ("fast", _("Fast")), ("crisis", _("Crisis"))]
    )
    networks = forms.MultipleChoiceField(
        label=_("Accounts"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("m", "Mastodon"), ("b", "Bluesky"), ("w", f"WordPress {LONG}")],
        required=False,
    )
    tone = forms.ChoiceField(
        label=_("Tone"), widget=forms.RadioSelect, choices=[("calm", _("Calm")), ("warm", _("Warm"))]
    )
    picture = forms.FileField(label=_("Picture"), required=False)
    on = DayField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    checked = forms.BooleanField(label=_("I have read it aloud once"), required=False)
    notify = forms.BooleanField(label=_("Tell the approver"), required=False)


def words() -> dict[str, Any]:
    """Everything the page needs; it reads no database."""
    now = timezone.now()
    sample = Sample(
        {"mail": "bukan surel", "text": "Air bersih kembali mengalir.", "lane": "fast", "tone": "calm"}
    )
    sample.add_error(
        None, _("This text has just been changed by someone else. Read their version, then save again.")
    )
    return {
        "menu": _menu(),
        "nameplate": Nameplate(name="Pemerintah Kabupaten Mekarjaya"),
        "form": sample,
        "long": LONG,
        "now": now,
        "soon": now + timedelta(hours=3),
        "earlier": now - timedelta(days=1, minutes=12),
        "icons": sorted(assets.icons()),
        "dyes": range(1, 9),
        "rows": [
            ("Jadwal pemadaman air di tiga kelurahan", "Diskominfo", "Menunggu persetujuan", "warning", 1240),
            (
                f"{LONG} pelayanan kependudukan",
                "Dinas Kependudukan dan Pencatatan Sipil",
                "Terbit",
                "success",
                86420,
            ),
            ("Klarifikasi: pendaftaran bansos lewat tautan palsu", "Dinas Sosial", "Terlambat", "danger", 0),
        ],
    }


def _menu() -> Menu:
    desk = Item(
        label=gettext("Desk"), url="/kit/", icon="desk", badge=7, badge_words="7", current=True, key="m"
    )
    create = Item(label=gettext("Create"), url="/kit/#buttons", icon="create")
    inbox = Item(
        label=gettext("Inbox"), url="/kit/#lists", icon="inbox", badge=128, badge_words="128", key="i"
    )
    cases = Item(label=gettext("Cases"), url="/kit/#frames", icon="cases", key="c")
    return Menu(
        sections=(
            Section(items=(desk,)),
            Section(
                label=gettext("Broadcast"),
                items=(
                    Item(label=gettext("Content"), url="/kit/#fields", icon="content"),
                    Item(label=gettext("Calendar"), url="/kit/#time", icon="calendar", key="k"),
                    Item(label=gettext("Publishing"), url="/kit/#signs", icon="publishing", badge=2),
                ),
            ),
            Section(label=gettext("Listen"), items=(inbox,)),
            Section(label=gettext("Serve"), items=(cases,)),
            Section(
                label=gettext("Prove"),
                items=(Item(label=gettext("Reports"), url="/kit/#tables", icon="reports"),),
            ),
        ),
        bar=(desk, create, inbox, cases),
        create=create,
        profile=(Item(label=gettext("Profile"), url="/kit/#faces", icon="person"),),
        person=Person(name="Sari Wulandari", role=gettext("Operator")),
        search_url="/kit/",
    )
