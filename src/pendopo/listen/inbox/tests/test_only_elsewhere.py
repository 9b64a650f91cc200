"""An answer that only asks for a letter, a walk to the counter or another office is none (R37), however it is put."""

from __future__ import annotations

import pytest

from pendopo.listen.inbox.tone import only_sends_elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "Silakan kirim surat resmi ke kantor kami.",
        "kirim surat resmi aja ya kak",
        "krm srt resmi dulu min",
        "bikin surat dulu ya ke kepala dinas",
        "pake surat tertulis ya kak",
        "Surati saja dinasnya.",
        "Mohon bersurat, terima kasih.",
        "langsung ke kantor aja kak",
        "dateng aja ke kantor ya",
        "Silahkan ke loket kami pada jam kerja.",
        "lapor di SP4N aja",
        "japri dinasnya aja ya",
        "Hubungi dinas terkait saja ya, terima kasih.",
        # Words that look like a reason or a next step, and are none.
        "Untuk itu silakan kirim surat resmi ke kantor pada hari kerja.",
        "Silakan bersurat agar dapat ditindaklanjuti. Layanan kami pukul 08.00-15.00.",
        "Silakan kirim surat resmi karena itu aturannya.",
        "Kirim surat resmi, nanti kami akan proses.",
    ],
)
def test_it_only_sends_the_citizen_elsewhere(text):
    assert only_sends_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lampunya kami ganti besok karena kabelnya putus.",
        "Air kembali mengalir besok pukul 08.00. Terima kasih sudah mengabari kami.",
        "Syaratnya KTP dan kartu keluarga; bisa diurus dari rumah.",
        "Kami sudah menyurati PLN dan menunggu jawabannya.",
        "Terima kasih, foto jalannya sudah kami terima. Petugas datang besok pagi.",
        "Berkasnya harus asli karena kami mencocokkan tanda tangan; datang langsung ke kantor, kami bantu di loket 3.",
        "Itu jalan provinsi karena masuk ruas 12. Laporan sudah kami teruskan ke dinas provinsi dengan surat resmi.",
    ],
)
def test_it_says_something(text):
    assert not only_sends_elsewhere(text)
