"""A sealed stream is read whole and unchanged, or not at all."""

from __future__ import annotations

import io

import pytest

from pendopo.config.backup import BackupTrouble, sealing
from pendopo.config.backup.sealing import Sealing, Unsealing

WORDS = "kata sandi cadangan"
HEAD = len(sealing.MAGIC) + sealing.SALT_BYTES
SEALED_CHUNK = sealing.LENGTH.size + 8 + sealing.TAG_BYTES


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(sealing, "CHUNK_BYTES", 8)


def sealed(text: bytes, words: str = WORDS) -> bytes:
    to = io.BytesIO()
    stream = Sealing(to, words)
    for at in range(0, len(text), 3):
        stream.write(text[at : at + 3])
    stream.finish()
    return to.getvalue()


def opened(raw: bytes, words: str = WORDS) -> bytes:
    return io.BufferedReader(Unsealing(io.BytesIO(raw), words)).read()


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 16, 17, 100])
def test_what_was_sealed_is_read_again(length):
    text = bytes(range(256))[:length]
    assert opened(sealed(text)) == text


def test_a_wrong_passphrase_opens_nothing():
    with pytest.raises(BackupTrouble, match="passphrase"):
        opened(sealed(b"rahasia"), "yang lain sama sekali")


def test_any_changed_byte_is_noticed():
    raw = sealed(b"dua puluh satu huruf.")
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1
        with pytest.raises(BackupTrouble):
            opened(bytes(changed))


@pytest.mark.parametrize("left", [1, SEALED_CHUNK, SEALED_CHUNK + 5])
def test_a_file_that_was_cut_off_is_noticed(left):
    raw = sealed(b"dua puluh satu huruf.")
    with pytest.raises(BackupTrouble):
        opened(raw[:-left])


def test_exchanged_chunks_are_noticed():
    raw = sealed(b"aaaaaaaabbbbbbbbcccccccc")
    head, first, second, rest = (
        raw[:HEAD],
        raw[HEAD : HEAD + SEALED_CHUNK],
        raw[HEAD + SEALED_CHUNK : HEAD + 2 * SEALED_CHUNK],
        raw[HEAD + 2 * SEALED_CHUNK :],
    )
    with pytest.raises(BackupTrouble):
        opened(head + second + first + rest)


def test_something_else_is_no_backup():
    with pytest.raises(BackupTrouble, match="no backup"):
        opened(b"PK\x03\x04 a zip file, perhaps")
