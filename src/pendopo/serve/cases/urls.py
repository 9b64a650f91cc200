"""Addresses of cases for those who work in the office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.serve.cases.views import (
    answering,
    doing,
    exporting,
    filing,
    knowing,
    liaison,
    lists,
    opening,
    pages,
    referring,
    register,
    rules,
)

app_name = "cases"

urlpatterns: list[URLPattern | URLResolver] = [
    path("kasus/", lists.table, name="list"),
    path("kasus/unduh/", exporting.download, name="export"),
    path("kasus/papan/", lists.board, name="board"),
    path("kasus/batas-waktu/", rules.versions, name="clocks"),
    path("kasus/batas-waktu/<int:clocks_id>/", rules.version, name="clock_version"),
    path("kasus/kabar-sendiri/", rules.by_itself, name="by_itself"),
    path("kasus/baru/", opening.intake, name="intake"),
    path("kasus/dari-pesan/<int:conversation_id>/", opening.from_message, name="from_message"),
    path("kasus/jawaban/<int:answer_id>/", answering.one, name="one_answer"),
    path("kasus/<int:case_id>/", pages.page, name="case"),
    path("kasus/<int:case_id>/gambar/<int:attachment_id>/", pages.picture, name="picture"),
    path("kasus/<int:case_id>/jawab/", answering.answer, name="answer"),
    path("kasus/<int:case_id>/jawab/model-bahasa/", answering.machine, name="machine"),
    path("kasus/<int:case_id>/jawab/model-bahasa/minta/", answering.ask_machine, name="ask_machine"),
    path(
        "kasus/<int:case_id>/jawab/model-bahasa/<int:aid_id>/pakai/",
        answering.use_machine,
        name="use_machine",
    ),
    path("kasus/<int:case_id>/data/", pages.reveal, name="reveal"),
    path("kasus/<int:case_id>/tanda-terima/", opening.receipt, name="receipt"),
    path("kasus/<int:case_id>/lakukan/<slug:deed>/", doing.do, name="do"),
    # Units: asked from here, answering by a link.
    path("kasus/unit-penjawab/", referring.routes, name="routes"),
    path("kasus/unit-penjawab/<int:route_id>/hapus/", referring.drop_route, name="drop_route"),
    path("kasus/<int:case_id>/unit/", referring.refer, name="refer"),
    path("kasus/permintaan/<int:referral_id>/tarik/", referring.withdraw, name="withdraw"),
    path("kasus/permintaan/<int:referral_id>/whatsapp/", referring.whatsapp, name="whatsapp"),
    path("kasus/permintaan/<int:referral_id>/ganti-tautan/", referring.change_links, name="change_links"),
    path("kasus/permintaan/<int:referral_id>/buka/", referring.as_liaison, name="as_liaison"),
    path("jawab/<str:token>/", liaison.liaison, name="liaison"),
    path("jawab/<str:token>/gambar/<int:attachment_id>/", liaison.picture, name="unit_picture"),
    path("tautan-baru/<str:purpose>/<str:token>/", liaison.new_link, name="new_link"),
    path("unit/<str:token>/", liaison.unit_page, name="unit_page"),
    path("unit/<str:token>/<int:referral_id>/", liaison.unit_question, name="unit_question"),
    path("kasus/<int:case_id>/yang-tahu/", knowing.page, name="knowing"),
    path("kasus/<int:case_id>/yang-tahu/batasi/", knowing.flag, name="flag"),
    path("kasus/<int:case_id>/yang-tahu/unit/", knowing.reported, name="reported"),
    path("kasus/<int:case_id>/yang-tahu/tambah/", knowing.let_know, name="let_know"),
    path("kasus/<int:case_id>/yang-tahu/<int:knower_id>/keluar/", knowing.let_go, name="let_go"),
    path("kasus/<int:case_id>/yang-tahu/rahasia/", knowing.protect, name="protect"),
    path("kasus/<int:case_id>/yang-tahu/setuju/", knowing.consent, name="consent"),
    path("kasus/<int:case_id>/lapor/", filing.page, name="filing"),
    path("kasus/<int:case_id>/lapor/masuk/", filing.handed_in, name="handed_in"),
    path("kasus/<int:case_id>/lapor/nomor/", filing.number, name="filing_number"),
    path("kasus/<int:case_id>/lapor/batal/", filing.give_up, name="give_up_filing"),
    path("kasus/lapor/", filing.filings, name="filings"),
    path("kasus/lapor/lapor.xlsx", filing.export, {"ending": "xlsx"}, name="filings_xlsx"),
    path("kasus/lapor/lapor.csv", filing.export, {"ending": "csv"}, name="filings_csv"),
    path("kasus/impor/", register.upload, name="import"),
    path("kasus/impor/<int:register_id>/", register.register, name="register"),
]
