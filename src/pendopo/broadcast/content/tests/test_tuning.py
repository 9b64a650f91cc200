"""The rules as an office sets them: versions, never weaker than the law, tried before they are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from pendopo.broadcast.content import actions
from pendopo.broadcast.content import office as offices
from pendopo.broadcast.content.models import OfficeTuning
from pendopo.broadcast.content.queries.tuning import tried
from pendopo.broadcast.content.rules import Severity, Tuning
from pendopo.broadcast.content.tests.builders import NOW, an_item
from pendopo.foundation.errors import Refused, Stale
from pendopo.foundation.ledger.models import LedgerEntry
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member

SHORTER = {"long_sentence": {"severity": "warn", "thresholds": {"words": 15}}}
LONG = "Warga " + "dan tetangga " * 9 + "datang ke balai desa."


@pytest.fixture
def chief(office):
    return a_member(office, Role.ADMINISTRATOR, name="Kepala Bagian")


def tuned(by, settings=SHORTER, **about):
    return actions.tune_rules(settings=settings, why="Kalimat pendek.", by=by, now=NOW, **about)


class TestKeepingVersions:
    def test_a_version_holds_at_once_and_stands_in_the_ledger(self, chief, office):
        version = tuned(chief)
        assert (version.number, version.made_by, version.holds_from) == (1, chief, NOW)
        assert offices.tuning_of(office.pk, NOW).written() == SHORTER
        entry = LedgerEntry.objects.get(did="content.rules_tuned")
        assert entry.words["settings"] == SHORTER

    def test_a_version_planned_for_later_waits_for_its_time(self, chief, office):
        later = NOW + timedelta(days=2)
        tuned(chief, holds_from=later)
        assert offices.tuning_of(office.pk, NOW).written() == {}
        assert offices.tuning_of(office.pk, later).written() == SHORTER

    def test_a_block_of_the_law_is_not_weakened(self, chief):
        for settings in (
            {"nik": {"severity": "hint"}},
            {"nik": {"off": True}},
            {"alt_missing": {"off": True}},
        ):
            with pytest.raises(Refused, match="UU"):
                tuned(chief, settings)
        with pytest.raises(Refused):
            tuned(chief, {"long_sentence": {"thresholds": {"words": 500}}})
        assert not OfficeTuning.objects.exists()

    def test_the_law_can_be_outdone(self, chief, office, author, account):
        tuned(chief, {"email": {"severity": "block"}})
        assert offices.tuning_of(office.pk, NOW).settings["email"].severity is Severity.BLOCK

    def test_a_version_needs_a_reason_a_change_and_a_time_to_come(self, chief):
        with pytest.raises(Refused) as no:
            actions.tune_rules(settings=SHORTER, why=" ", by=chief, now=NOW)
        assert no.value.field == "why"
        with pytest.raises(Refused) as no:
            tuned(chief, holds_from=NOW - timedelta(hours=1))
        assert no.value.field == "holds_from"
        tuned(chief)
        with pytest.raises(Refused):
            tuned(chief)
        assert OfficeTuning.objects.count() == 1

    def test_whoever_looked_at_an_older_version_is_told(self, chief):
        tuned(chief, based_on=0)
        with pytest.raises(Stale):
            tuned(chief, {}, based_on=0)

    def test_only_an_administrator_sets_rules(self, office, editor):
        for member in (editor, a_member(office, Role.LEADER)):
            with pytest.raises(Refused):
                tuned(member)

    def test_the_database_keeps_a_version_as_it_was(self, chief):
        tuned(chief)
        with pytest.raises(DatabaseError), transaction.atomic():
            OfficeTuning.objects.update(settings={})
        assert OfficeTuning.objects.get().settings == SHORTER

    def test_another_institution_has_its_own_rules(self, stranger, chief):
        tuned(chief)
        assert not OfficeTuning.objects.seen_by(stranger).exists()


def test_settings_are_tried_on_open_drafts_before_they_are_kept(chief, author, account):
    heavy = an_item(author, account, text=LONG)
    an_item(author, account, title="Pendek")
    read, differences = tried(chief, Tuning.read(SHORTER), now=NOW)
    assert read == 2
    assert [one.item for one in differences] == [heavy]
    assert differences[0].after[Severity.WARN] > differences[0].before.get(Severity.WARN, 0)


class TestThePage:
    def asked(self, client, page=None, **changes):
        shown = (page or client.get(reverse("content:rules"))).context["form"]
        whole = {name: shown[name].value() for name in shown.fields if name not in {"why", "holds_from"}}
        return whole | {"why": "Sesuai SOP.", "based_on": "0"} | changes

    def test_a_threshold_is_set_and_stands_in_the_history(self, client, chief, office):
        client.force_login(chief.person)
        asked = self.asked(client, **{"threshold-long_sentence-words": "18", "severity-all_caps": "off"})
        assert client.post(reverse("content:rules"), asked).status_code == 302
        assert OfficeTuning.objects.get().settings == {
            "long_sentence": {"thresholds": {"words": 18}},
            "all_caps": {"off": True},
        }
        page = client.get(reverse("content:rules")).content.decode()
        assert "25 → 18" in page
        assert "Sesuai SOP." in page

    def test_trying_keeps_nothing(self, client, chief, author, account):
        an_item(author, account, text=LONG, title="Panjang sekali")
        client.force_login(chief.person)
        asked = self.asked(client, do="try", why="", **{"threshold-long_sentence-words": "12"})
        page = client.post(reverse("content:rules"), asked)
        assert page.status_code == 200
        assert "Panjang sekali" in page.content.decode()
        assert not OfficeTuning.objects.exists()

    def test_a_weaker_law_is_not_offered_and_not_taken(self, client, chief):
        client.force_login(chief.person)
        page = client.get(reverse("content:rules"))
        assert "severity-nik" not in page.context["form"].fields
        asked = self.asked(client, page, **{"severity-email": "hint"})
        assert client.post(reverse("content:rules"), asked).status_code == 422
        assert not OfficeTuning.objects.exists()

    def test_an_older_version_can_be_looked_at_and_made_the_newest(self, client, chief):
        tuned(chief)
        tuned(chief, {})
        client.force_login(chief.person)
        page = client.get(reverse("content:rules"), {"versi": "1"})
        assert page.context["form"]["threshold-long_sentence-words"].value() == 15
        client.post(reverse("content:rules"), self.asked(client, page, based_on="2"))
        assert [one.settings for one in OfficeTuning.objects.order_by("number")] == [SHORTER, {}, SHORTER]
        assert client.get(reverse("content:rules"), {"versi": "9"}).status_code == 404

    def test_an_editor_reads_it_and_changes_nothing(self, client, editor, account, author):
        client.force_login(editor.person)
        page = client.get(reverse("content:rules"))
        assert page.status_code == 200
        asked = self.asked(client, page, **{"threshold-long_sentence-words": "18"})
        assert client.post(reverse("content:rules"), asked).status_code == 422
        composer = client.get(reverse("content:compose", args=[an_item(author, account).pk]))
        assert reverse("content:rules") in composer.content.decode()
