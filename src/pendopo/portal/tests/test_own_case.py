"""A citizen's own case on the public pages: reported, followed, continued and rated without an account."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

from pendopo.foundation.tenancy import acting_as, acting_for, house_itself
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member, an_institution
from pendopo.serve.cases import actions
from pendopo.serve.cases.models import Answer, Attachment, Case, Csat, Entry
from pendopo.serve.cases.states import AnswerState, CaseState, Channel
from pendopo.serve.cases.tests.builders import a_case

NOTHING = "Kami tidak menemukan laporan"


@pytest.fixture
def house(db):
    return an_institution()


@pytest.fixture
def operator(house):
    return a_member(house, Role.OPERATOR)


@pytest.fixture
def case(operator):
    with acting_as(operator):
        return a_case(operator, now=now() - timedelta(days=3))


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def moved(case, **changes):
    with acting_for(case.institution_id), house_itself("a test moves it on"):
        Case.objects.filter(pk=case.pk).update(**changes)
        return Case.objects.get(pk=case.pk)


def found(client, case, **typed):
    said = {"code": case.code, "check_value": case.check_value, **typed}
    return client.post(reverse("portal:track", args=[case.institution.slug]), said)


def opened(client, case):
    """The address of the page that code and check value open."""
    answer = found(client, case)
    assert answer.status_code == 302
    return answer.url


def did(client, address, what, **said):
    return client.post(address, {"do": what, "key": str(uuid4()), **said})


def a_report(**changes):
    return {
        "kind": "complaint",
        "title": "Jalan berlubang",
        "story": "Jalan Kenanga berlubang di depan pasar.",
        "agreed": "on",
        "key": str(uuid4()),
        **changes,
    }


class TestReporting:
    def test_a_report_without_an_account_becomes_a_case_and_shows_its_code_once(self, client, house):
        address = reverse("portal:report", args=[house.slug])
        said = a_report(name="Budi", is_anonymous="on")
        answer = client.post(address, said)
        with acting_for(house.pk):
            case = Case.objects.get()
        assert case.code in answer.content.decode()
        assert case.check_value in answer.content.decode()
        assert (case.channel, case.is_anonymous, case.keeper) == (Channel.PORTAL, True, None)
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store, private"
        client.post(address, said)
        with acting_for(house.pk):
            assert Case.objects.count() == 1

    def test_a_report_about_an_official_is_seen_by_the_coordinators_alone(self, client, house, operator):
        coordinator = a_member(house, Role.COORDINATOR)
        answer = client.post(reverse("portal:report", args=[house.slug]), a_report(supervisory="on"))
        assert answer.status_code == 200
        with acting_as(operator):
            assert not Case.objects.exists()
        with acting_as(coordinator):
            assert Case.objects.get().known_to == [coordinator.pk]

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, client, house):
        answer = client.post(reverse("portal:report", args=[house.slug]), a_report(title=""))
        assert answer.status_code == 422
        assert "Jalan Kenanga" in answer.content.decode()

    def test_a_machine_that_fills_everything_in_makes_no_case(self, client, house):
        client.post(reverse("portal:report", args=[house.slug]), a_report(website="https://iklan.example"))
        with acting_for(house.pk):
            assert not Case.objects.exists()


class TestFinding:
    def test_code_and_check_value_open_the_page(self, client, case):
        page = client.get(opened(client, case)).content.decode()
        assert case.title in page
        assert not client.cookies

    @pytest.mark.parametrize("typed", [{"check_value": "99999"}, {"code": "ZZZZ-ZZZZ"}, {"code": "x"}])
    def test_whatever_is_wrong_is_answered_the_same_way(self, client, case, typed):
        answer = found(client, case, **typed)
        assert answer.status_code == 422
        assert NOTHING in answer.content.decode()

    def test_a_code_is_tried_only_so_often_and_the_answer_does_not_tell(self, client, case):
        for _try in range(20):
            found(client, case, check_value="none")
        answer = found(client, case)
        assert answer.status_code == 422
        assert NOTHING in answer.content.decode()

    def test_a_code_of_another_institution_opens_nothing_here(self, client, case):
        other = an_institution()
        answer = client.post(
            reverse("portal:track", args=[other.slug]), {"code": case.code, "check_value": case.check_value}
        )
        assert answer.status_code == 422

    def test_a_forged_link_opens_nothing(self, client, case):
        assert client.get(reverse("portal:own_case", args=["x.y.z"])).status_code == 404

    def test_what_is_secret_does_not_stand_on_the_page(self, client, case):
        moved(case, is_confidential=True)
        assert case.title not in client.get(opened(client, case)).content.decode()

    def test_a_reporter_follows_a_matter_of_supervision_too(self, client, operator):
        with acting_as(operator):
            case = a_case(operator, title="Pungli di loket", supervisory_content=True)
        page = client.get(opened(client, case)).content.decode()
        assert case.code in page
        assert "Pungli" not in page

    def test_what_the_citizen_was_not_told_does_not_stand_there(self, client, case):
        with acting_for(case.institution_id):
            Entry.objects.create(
                institution_id=case.institution_id,
                case=case,
                at=now(),
                what="contact",
                text="Catatan dalam: unitnya lambat",
            )
        assert "Catatan dalam" not in client.get(opened(client, case)).content.decode()

    def test_an_answer_without_a_thread_reaches_its_reporter_on_the_page(self, client, case, operator):
        moved(case, state=CaseState.VERIFIED, verified_at=now())
        with acting_as(operator):
            actions.send_answer(
                case=case, text="Lampu diganti besok pagi oleh regu kami.", by=operator, now=now()
            )
        assert "Lampu diganti besok pagi" in client.get(opened(client, case)).content.decode()
        with acting_as(operator):
            answer = Answer.objects.get()
        assert (answer.state, answer.how) == (AnswerState.REACHED, "di halaman laporannya")

    def test_a_draft_of_an_answer_is_not_shown(self, client, case, operator):
        with acting_as(operator):
            actions.write_answer(case=case, text="Belum jadi: lampu diganti.", by=operator, now=now())
        assert "Belum jadi" not in client.get(opened(client, case)).content.decode()


class TestGoingOn:
    def test_the_citizen_adds_words_and_pictures_once_however_often_sent(self, client, case):
        into = io.BytesIO()
        Image.new("RGB", (20, 20), "red").save(into, "JPEG")
        address, key = opened(client, case), str(uuid4())
        for _time in range(2):
            answer = client.post(
                address,
                {
                    "do": "add",
                    "key": key,
                    "text": "Tiangnya juga miring.",
                    "photos": [SimpleUploadedFile("a.jpg", into.getvalue(), "image/jpeg")],
                },
            )
            assert answer.status_code == 302
        with acting_for(case.institution_id):
            assert Entry.objects.filter(case=case, text="Tiangnya juga miring.").count() == 1
            assert Attachment.objects.get(case=case).from_citizen
        assert "Tiangnya juga miring." in client.get(address).content.decode()

    def test_what_is_no_picture_is_refused_and_nothing_is_kept(self, client, case):
        address = opened(client, case)
        answer = client.post(
            address,
            {"do": "add", "key": str(uuid4()), "text": "Ini", "photos": [SimpleUploadedFile("a.jpg", b"x")]},
        )
        assert answer.status_code == 422
        with acting_for(case.institution_id):
            assert not Entry.objects.filter(case=case, text="Ini").exists()

    def test_the_answer_is_rated_once_and_the_rating_may_be_changed(self, client, case):
        moved(case, state=CaseState.ANSWERED, answered_at=now())
        address = opened(client, case)
        did(client, address, "rate", score="2", words="Lama sekali")
        did(client, address, "rate", score="4", words="Sudah terang")
        with acting_for(case.institution_id):
            rating = Csat.objects.get()
        assert (rating.score, rating.words) == (4, "Sudah terang")
        page = client.get(address).content.decode()
        assert not re.search(r"\bIKM\b|\bSKM\b", page)  # R63

    def test_nothing_is_rated_before_there_is_an_answer(self, client, case):
        assert did(client, opened(client, case), "rate", score="1").status_code == 422

    def test_the_citizen_opens_it_again_with_a_new_clock(self, client, case):
        moved(
            case,
            state=CaseState.CLOSED,
            ending="no_word",
            answered_at=now(),
            closed_at=now(),
            ask_again_at=now() + timedelta(days=28),
        )
        assert did(client, opened(client, case), "reopen", why="Lampunya mati lagi").status_code == 302
        again = moved(case)
        assert (again.state, again.reopened, again.ask_again_at) == (CaseState.IN_PROGRESS, 1, None)
        assert again.resolve_by > case.resolve_by

    def test_the_citizen_takes_it_back(self, client, case):
        did(client, opened(client, case), "withdraw", why="Sudah beres")
        again = moved(case)
        assert (again.state, again.ending) == (CaseState.CLOSED, "withdrawn")

    def test_the_citizen_says_that_it_is_settled(self, client, case):
        moved(case, state=CaseState.ANSWERED, answered_at=now())
        did(client, opened(client, case), "settled")
        again = moved(case)
        assert (again.state, again.ending, again.ask_again_at) == (CaseState.CLOSED, "settled", None)
