"""Addresses of public information inside the house; what the public sees stands in the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.serve.openness.views import deciding, lists, objections, promising, requests, yearly

app_name = "openness"

urlpatterns: list[URLPattern | URLResolver] = [
    path("informasi/", requests.listed, name="list"),
    path("informasi/baru/", requests.new, name="new"),
    path("informasi/dari/<int:conversation_id>/", requests.draft, name="draft"),
    path("informasi/<int:request_id>/", requests.request_page, name="request"),
    path("informasi/<int:request_id>/pemohon/", requests.reveal, name="reveal"),
    path("informasi/<int:request_id>/tautan/", requests.new_link, name="new_link"),
    path("informasi/<int:request_id>/lengkapi/", requests.complete, name="complete"),
    path("informasi/<int:request_id>/perpanjang/", deciding.extend, name="extend"),
    path("informasi/<int:request_id>/beri-tahu/", deciding.notify, name="notify"),
    path("informasi/<int:request_id>/serahkan/", deciding.hand_over, name="hand_over"),
    path("informasi/<int:request_id>/tolak/", deciding.refuse, name="refuse"),
    path("informasi/<int:request_id>/tarik/", deciding.withdraw, name="withdraw"),
    path("informasi/<int:request_id>/keberatan/", deciding.object_on_paper, name="object"),
    path("informasi/surat/<int:paper_id>/<slug:ending>/", requests.letter, name="letter"),
    path("informasi/keberatan/", objections.listed, name="objections"),
    path("informasi/keberatan/<int:objection_id>/", objections.objection_page, name="objection"),
    path("informasi/keberatan/<int:objection_id>/jawab/", objections.answer, name="answer"),
    path("informasi/keberatan/<int:objection_id>/tarik/", objections.withdraw, name="withdraw_objection"),
    path("informasi/keberatan/<int:objection_id>/tanggapan/", objections.respond, name="respond"),
    path("informasi/keberatan/<int:objection_id>/sengketa/", objections.dispute, name="dispute"),
    path("informasi/daftar/", lists.information, name="information"),
    path("informasi/daftar/baru/", lists.add, name="add_information"),
    path("informasi/daftar/<int:listing_id>/", lists.change, name="change_information"),
    path("informasi/daftar/<int:listing_id>/hapus/", lists.take_off, name="take_off"),
    path("informasi/dikecualikan/", lists.exempt, name="exempt"),
    path("informasi/dikecualikan/baru/", lists.new_test, name="new_test"),
    path("informasi/dikecualikan/<int:test_id>/", lists.test, name="test"),
    path("informasi/dikecualikan/<int:test_id>/ubah/", lists.change_test, name="change_test"),
    path("informasi/dikecualikan/<int:test_id>/setujui/", lists.approve, name="approve_test"),
    path("informasi/dikecualikan/<int:test_id>/cabut/", lists.lift, name="lift"),
    path("informasi/batas-waktu/", promising.versions, name="clocks"),
    path("informasi/batas-waktu/<int:clock_id>/", promising.version, name="clock"),
    path("informasi/register/", yearly.registers, name="registers"),
    path("informasi/maklumat/", yearly.pledge, name="pledge"),
    path("informasi/maklumat/ubah/", yearly.announce, name="announce"),
    path("informasi/laporan/", yearly.reports, name="reports"),
    path("informasi/laporan/<int:year>/", yearly.report, name="report"),
    path("informasi/laporan/<int:year>/terkirim/", yearly.send_report, name="send_report"),
    path("informasi/laporan/<int:year>/<slug:ending>/", yearly.report_file, name="report_file"),
]
