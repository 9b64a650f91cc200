"""What is sealed stays closed to everyone without the key, and in every place but its own."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.foundation.secrets.keyring import (
    HEAD_BYTES,
    KeyRing,
    KeysInvalid,
    SecretUnreadable,
    key_id_of,
    new_key,
)

OLD, NEW = new_key(), new_key()
RING = KeyRing.of([OLD])
ROTATED = KeyRing.of([NEW, OLD])
PLACE = "accounts.credential:42"

texts = st.text()
places = st.text(min_size=1)


class TestSealing:
    @given(plaintext=texts | st.binary(), place=places)
    def test_what_was_sealed_opens_again(self, plaintext, place) -> None:
        expected = plaintext.encode() if isinstance(plaintext, str) else plaintext

        assert RING.open(RING.seal(plaintext, place), place) == expected

    @given(plaintext=texts, place=places, other=places)
    def test_it_opens_nowhere_else(self, plaintext, place, other) -> None:
        sealed = RING.seal(plaintext, place)

        if other != place:
            with pytest.raises(SecretUnreadable, match="sealed for another place"):
                RING.open(sealed, other)

    @given(plaintext=st.binary(max_size=64), data=st.data())
    def test_changing_any_bit_is_noticed(self, plaintext, data) -> None:
        sealed = bytearray(RING.seal(plaintext, PLACE))
        where = data.draw(st.integers(0, len(sealed) * 8 - 1))
        sealed[where // 8] ^= 1 << where % 8

        with pytest.raises(SecretUnreadable):
            RING.open(bytes(sealed), PLACE)

    @given(plaintext=st.binary(max_size=64), cut=st.integers(1, 40))
    def test_losing_its_end_is_noticed(self, plaintext, cut) -> None:
        with pytest.raises(SecretUnreadable):
            RING.open(RING.seal(plaintext, PLACE)[:-cut], PLACE)

    def test_equal_values_do_not_look_equal(self) -> None:
        assert RING.seal("sama", PLACE) != RING.seal("sama", PLACE)

    def test_the_value_is_not_in_what_is_stored(self) -> None:
        assert b"rahasia" not in RING.seal("rahasia sekali", PLACE)

    def test_what_was_never_sealed_is_not_opened(self) -> None:
        for raw in (b"", b"teks biasa", b"\x02" + bytes(60)):
            with pytest.raises(SecretUnreadable, match="was not sealed"):
                RING.open(raw, PLACE)


class TestChangingKeys:
    @given(plaintext=texts)
    def test_an_older_key_still_opens(self, plaintext) -> None:
        assert ROTATED.open_text(RING.seal(plaintext, PLACE), PLACE) == plaintext

    @given(plaintext=texts)
    def test_resealing_frees_a_value_of_the_old_key(self, plaintext) -> None:
        sealed = RING.seal(plaintext, PLACE)
        assert ROTATED.needs_reseal(sealed)

        again = ROTATED.reseal(sealed, PLACE)

        assert not ROTATED.needs_reseal(again)
        assert KeyRing.of([NEW]).open_text(again, PLACE) == plaintext

    def test_a_missing_key_is_named_with_the_way_to_mend_it(self) -> None:
        sealed = RING.seal("token", PLACE)

        with pytest.raises(SecretUnreadable) as unreadable:
            KeyRing.of([NEW]).open(sealed, PLACE)

        sentence = str(unreadable.value)
        assert RING.key_ids[0] in sentence
        assert PLACE in sentence
        assert "Put that key back" in sentence

    def test_a_sealed_value_names_its_key(self) -> None:
        sealed = ROTATED.seal("token", PLACE)

        assert key_id_of(sealed) == ROTATED.key_ids[0]
        assert sealed[:HEAD_BYTES] == ROTATED.newest.head

    def test_a_key_has_the_same_name_on_every_machine(self) -> None:
        fixed = base64.b64encode(bytes(range(32))).decode()

        assert KeyRing.of([fixed]).key_ids == KeyRing.of([f" {fixed}\n"]).key_ids


class TestBlindIndex:
    @given(value=texts, place=places)
    def test_equal_values_meet(self, value, place) -> None:
        assert RING.index(value, place) == RING.index(value, place)
        assert len(RING.index(value, place)) == 32

    @given(one=texts, other=texts)
    def test_different_values_do_not(self, one, other) -> None:
        assert (RING.index(one, PLACE) == RING.index(other, PLACE)) == (one == other)

    @given(value=st.text("ab:.", max_size=4), place=st.text("ab:.", max_size=4), moved=st.integers(0, 4))
    def test_no_value_borrows_from_its_place(self, value, place, moved) -> None:
        joined = place + value
        other_place, other_value = joined[:moved], joined[moved:]

        same = RING.index(value, place) == RING.index(other_value, other_place)
        assert same == ((place, value) == (other_place, other_value))

    def test_while_keys_change_a_value_is_looked_for_under_each(self) -> None:
        assert RING.index("0812", PLACE) in ROTATED.indexes("0812", PLACE)
        assert ROTATED.index("0812", PLACE) == ROTATED.indexes("0812", PLACE)[0]


class TestKeysThatAreNone:
    @pytest.mark.parametrize(
        ("written", "complaint"),
        [
            ([], "PENDOPO_KEYS is empty"),
            ([OLD, "bukan kunci"], "Entry 2 of PENDOPO_KEYS is not a key"),
            ([base64.b64encode(b"pendek").decode()], "Entry 1 of PENDOPO_KEYS is not a key"),
            ([OLD, NEW, OLD], "the same key twice"),
            (["kunci é"], "Entry 1"),
        ],
    )
    def test_are_refused_with_a_sentence(self, written, complaint) -> None:
        with pytest.raises(KeysInvalid, match=complaint):
            KeyRing.of(written)

    def test_a_refused_key_is_not_repeated_in_the_message(self) -> None:
        almost = OLD[:-4]

        with pytest.raises(KeysInvalid) as refused:
            KeyRing.of([almost])
        assert almost not in str(refused.value)


def test_a_ring_shows_no_key_when_printed() -> None:
    shown = repr(RING)

    assert OLD not in shown
    assert "_sealing" not in shown
    assert "_indexing" not in shown
