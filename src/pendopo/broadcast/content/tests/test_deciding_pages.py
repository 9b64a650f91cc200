"""The pages on which somebody decides, as a browser without script uses them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from pendopo.broadcast.content import actions
from pendopo.broadcast.content.models import ContentItem
from pendopo.broadcast.content.states import ItemState
from pendopo.broadcast.content.tests.builders import (
    Posted,
    a_composition,
    an_approved_item,
    page,
    signed_in,
    submitted,
)
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member


class TestDeciding:
    def test_a_decision_takes_two_pages_and_two_taps(
        self, client, author, account, editor, approver, at, due
    ):
        item = submitted(author, account, now=at, due_at=due)
        for member in (editor, approver):
            signed_in(client, member)
            shown = client.get(page("review", item.pk))
            assert shown.status_code == 200
            answer = client.post(page("approve", item.pk), {"step": shown.context["step"].pk})
            assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED
        assert client.get(page("review", item.pk)).context["run"].seal

    def test_the_author_sees_why_they_cannot_decide(self, client, office, account, at, due):
        both = a_member(office, Role.OPERATOR, Role.EDITOR)
        item = submitted(both, account, now=at, due_at=due)
        signed_in(client, both)
        shown = client.get(page("review", item.pk))
        assert shown.context["why_not"]
        assert client.post(page("approve", item.pk), {"step": shown.context["step"].pk}).status_code == 422

    def test_returning_without_words_is_refused_and_with_words_works(
        self, client, author, account, editor, at, due
    ):
        item = submitted(author, account, now=at, due_at=due)
        signed_in(client, editor)
        step = client.get(page("review", item.pk)).context["step"].pk
        assert client.post(page("send_back", item.pk), {"step": step, "back-comment": ""}).status_code == 422
        answer = client.post(
            page("send_back", item.pk),
            {"step": step, "back-comment": "Sejak kapan?", "back-quote": "kembali", "back-field": "text"},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.RETURNED

    def test_too_late_an_approval_asks_for_a_new_time(self, client, author, account, approver, at):
        item = submitted(author, account, now=at, due_at=at + timedelta(hours=1), lane="fast")
        ContentItem.objects.filter(pk=item.pk).update(due_at=at - timedelta(minutes=5))
        signed_in(client, approver)
        shown = client.get(page("review", item.pk))
        assert shown.context["needs_time"]
        answer = client.post(page("approve", item.pk), {"step": shown.context["step"].pk})
        assert answer.status_code == 422
        local = timezone.localtime(at + timedelta(days=2), timezone.get_fixed_timezone(420))
        answer = client.post(
            page("approve", item.pk),
            {"step": shown.context["step"].pk, "due_at": local.strftime("%Y-%m-%dT%H:%M")},
        )
        assert answer.status_code == 302
        item.refresh_from_db()
        assert item.state == ItemState.APPROVED

    def test_what_changed_since_the_last_approval_is_shown(self, client, author, account, approver, at, due):
        item = an_approved_item(author, account, approver=approver, now=at, due_at=due)
        actions.save_draft(
            item=item, composition=a_composition(account, text="Lain sekali."), by=author, now=at
        )
        signed_in(client, approver)
        shown = client.get(page("review", item.pk))
        assert [change.field for change in shown.context["changes"]] == ["text"]


def test_what_stands_is_corrected_from_its_page_and_both_lead_to_each_other(
    sari, author, account, approver, at, due
):
    item = an_approved_item(author, account, approver=approver, now=at, due_at=due)
    actions.note_published(Posted(item, account.pk))
    answer = sari.post(page("correct", item.pk))
    correction = ContentItem.objects.get(corrects=item)
    assert answer.url == page("compose", correction.pk)
    assert page("compose", item.pk) in sari.get(answer.url).text
    assert answer.url in sari.get(page("compose", item.pk)).text
