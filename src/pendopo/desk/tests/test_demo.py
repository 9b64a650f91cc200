"""The demonstration: it fills, and no screen of it is empty or closed to those who may open it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.utils import timezone
from PIL import Image

from pendopo.broadcast.content.models import Picture, Version
from pendopo.broadcast.ideas.models import Idea
from pendopo.broadcast.publishing.models import Delivery
from pendopo.desk import demo
from pendopo.foundation.flows import FLOWS, Flow
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.models import Institution
from pendopo.institution.people.models import Person
from pendopo.portal.models import Article
from pendopo.practice.models import Post

# Where nothing is stopped, what is held goes on by itself: a demonstration that holds one is no longer believable.
PASSES_BY_ITSELF = {"publishing.delivery": {"held"}}
# A demonstration has no language model, and invents none.
NEEDS_A_MODEL = {"writing_aid.aid"}

# Sources of ideas that are never empty; national days and gaps depend on the day on which it is filled.
ALWAYS_SUGGESTED = {"asked", "solved", "standard", "last_year", "news", "own"}

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def row_of(flow: Flow) -> type[models.Model]:
    """The table whose rows live this life: its constraint says so."""
    lived = models.Q(state__in=[state.value for state in flow.states])
    found = [
        model
        for model in apps.get_models()
        if any(getattr(one, "condition", None) == lived for one in model._meta.constraints)
    ]
    assert len(found) == 1, f"{flow.name}: {found}"
    return found[0]


def test_the_demonstration_fills_every_screen_for_everyone_in_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    people = demo.fill(now=timezone.now())
    house = Institution.objects.get()
    with acting_for(house.pk):
        missing = {
            name: sorted(empty)
            for name, flow in FLOWS.items()
            if not name.startswith("test.")
            and name not in NEEDS_A_MODEL
            and (
                empty := {state.value for state in flow.states}
                - set(row_of(flow)._default_manager.values_list("state", flat=True))
                - PASSES_BY_ITSELF.get(name, set())
            )
        }
        assert not missing, "states of which the demonstration has no row"
        assert not Delivery.objects.filter(state="held").exists()
        assert set(Idea.objects.values_list("source", flat=True)) >= ALWAYS_SUGGESTED
        released = Delivery.objects.get(tries__outcome="held")
        assert (released.state, released.published_at > released.planned_for) == ("published", True)
        hung = list(Picture.objects.kept())
        # Twelve pictures of the house, a card, and four warnings in the two sizes their accounts take.
        assert len(hung) == 21
        for picture in hung:
            assert picture.alt
            with default_storage.open(picture.file.name) as file, Image.open(file) as seen:
                assert seen.size == (picture.width, picture.height)
        written = Version.objects.whole()
        assert all(use.alt for version in written for use in version.composition().pictures)
        assert any(version.composition().pictures for version in written)
        assert Article.objects.exclude(pictures=[]).exists()
    assert Post.objects.filter(is_ours=True).exclude(pictures=[]).exists()
    assert len({one.password for one in people}) == len(people) == 11
    for one in people:
        client = Client()
        client.force_login(Person.objects.get(email=one.email))
        menu = client.get("/").context["menu"]
        for item in [item for section in menu for item in section.items]:
            assert client.get(item.url).status_code == 200, (one.role, item.url)
        assert client.get("/cari/", {"q": "air"}).context["groups"], one.role
