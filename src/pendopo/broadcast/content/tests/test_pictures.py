"""Pictures lose what a camera tells, and fit every network."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pendopo.broadcast.content import actions, pictures
from pendopo.broadcast.content.models import Picture
from pendopo.broadcast.content.models.library import ConsentKind
from pendopo.broadcast.content.tests.builders import NOW, a_composition, a_picture, an_item, jpeg, use
from pendopo.foundation.errors import Refused
from pendopo.institution.people.roles import Role
from pendopo.institution.tests.builders import a_member
from pendopo.networks.contract import Limits
from pendopo.networks.registry import NETWORKS

GPS = 0x8825


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Telepon Sari"
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (6.0, 12.0, 30.0)
    return jpeg(exif=exif.tobytes())


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_the_place_and_the_device_are_gone():
    raw = with_place()
    assert opened(raw).getexif().get_ifd(GPS)
    taken = pictures.take_in(raw)
    assert not dict(opened(taken.content).getexif())
    assert b"Telepon" not in taken.content
    assert b"Exif" not in taken.content


def test_comments_and_text_chunks_are_gone_too():
    into = io.BytesIO()
    told = PngInfo()
    told.add_text("Location", "rumah Ibu Sari")
    Image.new("RGB", (20, 20)).save(into, "PNG", pnginfo=told)
    taken = pictures.take_in(into.getvalue())
    assert taken.kind == "image/png"
    assert b"rumah" not in taken.content


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = pictures.take_in(jpeg(80, 40, exif=exif.tobytes()))
    assert (taken.width, taken.height) == (40, 80)


@pytest.mark.parametrize("raw", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0broken", b"GIF89a"])
def test_what_is_no_picture_is_refused_in_words(raw):
    with pytest.raises(Refused) as no:
        pictures.take_in(raw)
    assert no.value.field == "file"


def test_a_photo_in_a_phones_own_format_is_refused_with_what_helps():
    with pytest.raises(Refused, match="HEIC"):
        pictures.take_in(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400)


def test_a_picture_of_endless_pixels_is_refused():
    into = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(into, "PNG")
    with pytest.raises(Refused):
        pictures.take_in(into.getvalue())


@pytest.mark.parametrize("name", sorted(NETWORKS))
@pytest.mark.parametrize("size", [(3000, 500), (500, 3000), (1200, 1200), (9, 9)])
def test_a_rendition_fits_every_network(name, size):
    limits = NETWORKS[name].limits
    made = pictures.fitted(
        pictures.take_in(jpeg(*size)).content, kind="image/jpeg", focus=(0.3, -0.2), limits=limits
    )
    assert made.kind in limits.picture_kinds
    assert len(made.content) <= limits.picture_bytes_max
    if limits.picture_pixels_max:
        assert made.width * made.height <= limits.picture_pixels_max


def test_many_bytes_become_few():
    noise = Image.effect_noise((1200, 1200), 90).convert("RGB")
    into = io.BytesIO()
    noise.save(into, "PNG")
    limits = Limits(text_max=1, picture_bytes_max=150_000)
    made = pictures.fitted(into.getvalue(), kind="image/png", focus=(0, 0), limits=limits)
    assert len(made.content) <= 150_000
    assert made.kind == "image/jpeg"


@settings(max_examples=200)
@given(
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.sampled_from([(0.75, 1.91), (1.0, 1.0), (0.4, 2.5)]),
)
def test_the_cut_lies_in_the_picture_and_has_the_ratio(width, height, x, y, ratios):
    part = pictures.cut(width, height, (x, y), Limits(text_max=1, aspect_ratios=ratios))
    assert 0 <= part.left < part.right <= width
    assert 0 <= part.top < part.bottom <= height
    shown_width, shown_height = part.right - part.left, part.bottom - part.top
    # One pixel is the least there is: the ratio holds to within it.
    assert (shown_width - 1) / shown_height <= ratios[1]
    assert (
        (shown_width + 1) / shown_height >= ratios[0]
        or shown_height == 1
        or shown_width / (shown_height - 1) >= ratios[0]
    )


def test_the_focus_stays_in_view():
    limits = Limits(text_max=1, aspect_ratios=(1.0, 1.0))
    left = pictures.cut(1000, 500, (-1.0, 0.0), limits)
    right = pictures.cut(1000, 500, (1.0, 0.0), limits)
    top = pictures.cut(500, 1000, (0.0, 1.0), limits)
    assert (left.left, right.right, top.top) == (0, 1000, 0)


def test_a_rendition_is_made_once(settings, monkeypatch):
    raw = pictures.take_in(jpeg()).content
    asked = {"sha256": "ab" * 32, "kind": "image/jpeg", "focus": (0.0, 0.0), "limits": Limits(text_max=1)}
    first = pictures.rendition(raw, **asked)
    monkeypatch.setattr(pictures, "fitted", lambda *_args, **_kwargs: pytest.fail("made twice"))
    assert pictures.rendition(raw, **asked) == first


def test_transparency_becomes_paper_where_a_network_takes_only_jpeg():
    into = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(into, "PNG")
    made = pictures.fitted(
        into.getvalue(),
        kind="image/png",
        focus=(0, 0),
        limits=Limits(text_max=1, picture_kinds=("image/jpeg",)),
    )
    assert opened(made.content).getpixel((20, 20)) == (255, 255, 255)


class TestLibrary:
    def test_the_same_picture_is_kept_once(self, author):
        assert a_picture(author).pk == a_picture(author).pk
        assert Picture.objects.count() == 1

    def test_roles_without_the_library_add_nothing(self, office):
        with pytest.raises(Refused):
            a_picture(a_member(office, Role.AUDITOR))

    def test_a_unit_liaison_adds_pictures(self, office):
        assert a_picture(a_member(office, Role.UNIT_LIAISON)).width == 800

    def test_for_a_child_a_guardian_agrees(self, author):
        picture = a_picture(author, has_minor=True)
        asked = {
            "picture": picture,
            "people_shown": "Anak sekolah",
            "given_on": NOW.date(),
            "by": author,
            "now": NOW,
        }
        with pytest.raises(Refused) as no:
            actions.record_consent(kind=ConsentKind.EVENT, **asked)
        assert no.value.rule == "R16"
        consent = actions.record_consent(kind=ConsentKind.GUARDIAN, **asked)
        assert picture.consent == consent

    def test_a_removed_picture_stays_where_it_was_used_and_is_not_used_again(self, author, account):
        picture = a_picture(author)
        item = an_item(author, account, pictures=(use(picture),))
        actions.remove_picture(picture=picture, by=author, now=NOW)
        assert item.current.placed.get().picture == picture
        with pytest.raises(Refused):
            actions.save_draft(
                item=item,
                composition=a_composition(account, text="x", pictures=(use(picture),)),
                by=author,
                now=NOW,
            )
