"""What is read in the watch and worth saying something about: it goes to the board of ideas."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pendopo.broadcast.ideas import actions as ideas
from pendopo.broadcast.ideas import suggesting
from pendopo.foundation.ui.speech import language
from pendopo.institution.structure import queries as structure
from pendopo.listen.watch.events import StoryRising, WarningRead


@transaction.atomic(savepoint=False)
def story_rising(event: StoryRising) -> None:
    """Several sources tell a story about us: the office may want to say what is so."""
    house = structure.institution(event.institution_id)
    with translation.override(settings.LANGUAGE_CODE):
        suggestion = suggesting.news.of_story(
            number=event.story_id,
            title=event.title,
            url=event.url or reverse("watch:story", args=[event.story_id]),
            sources=event.sources,
            today=structure.zone_of(house).day_of(event.at),
        )
    ideas.suggest(institution=house, suggestion=suggestion, now=event.at)


@transaction.atomic(savepoint=False)
def warning_read(event: WarningRead) -> None:
    """Whoever is warned asks what to do; and where no draft could be made by itself, somebody has to write it."""
    house = structure.institution(event.institution_id)
    with translation.override(settings.LANGUAGE_CODE):
        suggestion = suggesting.news.of_warning(
            number=event.warning_id,
            headline=event.headline,
            url=reverse("watch:warning", args=[event.warning_id]),
            is_drafted=event.item_id is not None,
            today=structure.zone_of(house).day_of(event.at),
            language=language(),
        )
    ideas.suggest(institution=house, suggestion=suggestion, now=event.at)
