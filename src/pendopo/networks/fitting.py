"""What does not fit is refused before anything is sent, so that no thread ends after its first half.

The composer counts with the same limits; this is the last look, for what came another way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pendopo.networks import counting
from pendopo.networks.contract import Refused
from pendopo.networks.words import _, quoting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pendopo.networks.contract import Draft, Limits

NOTHING_SAID: Final = _("There is neither text nor a picture.")
TOO_LONG: Final = _("The text is longer than this network takes.")
TITLE_TOO_LONG: Final = _("The title is longer than this network takes.")
TOO_MANY_PARTS: Final = _("The thread has more parts than this network takes.")
TOO_MANY_PICTURES: Final = _("There are more pictures than this network takes.")
PICTURE_TOO_LARGE: Final = _("A picture is larger than this network takes.")
PICTURE_KIND: Final = _("A picture is of a kind that this network does not take.")
ALT_TOO_LONG: Final = _("A picture's description is longer than this network takes.")


def refusal(draft: Draft, limits: Limits, *, texts: Sequence[str]) -> Refused | None:
    """Return why this can't be sent, None where it fits. `texts` are the posts as they would go out."""
    if not any(text.strip() for text in texts) and not draft.pictures:
        return Refused(why=NOTHING_SAID)
    for text in texts:
        if not counting.fits(text, limits):
            return over(TOO_LONG, counting.length(text, limits), limits.text_max)
    if limits.title_max is not None and len(draft.title) > limits.title_max:
        return over(TITLE_TOO_LONG, len(draft.title), limits.title_max)
    # Where threads don't exist, the parts are passages of one text.
    if limits.thread_parts_max > 1 and len(texts) > limits.thread_parts_max:
        return over(TOO_MANY_PARTS, len(texts), limits.thread_parts_max)
    if len(draft.pictures) > limits.pictures_max:
        return over(TOO_MANY_PICTURES, len(draft.pictures), limits.pictures_max)
    for picture in draft.pictures:
        if picture.kind not in limits.picture_kinds:
            return Refused(why=quoting(PICTURE_KIND, picture.kind))
        if len(picture.content) > limits.picture_bytes_max:
            return over(PICTURE_TOO_LARGE, len(picture.content), limits.picture_bytes_max)
        if len(picture.alt) > limits.alt_text_max:
            return over(ALT_TOO_LONG, len(picture.alt), limits.alt_text_max)
    return None


def over(why: str, there: int, at_most: int) -> Refused:
    """Refuse, and say how much there is and how much goes."""
    return Refused(why=quoting(why, f"{there} / {at_most}"))
