from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.content.views import composing, deciding, items, library, plan, tuning, versions

app_name = "content"
urlpatterns: list[URLPattern | URLResolver] = [
    path("konten/", items.index, name="items"),
    path("konten/baru/", items.new, name="new"),
    path("konten/<int:item_id>/", composing.compose, name="compose"),
    path("konten/<int:item_id>/simpan-otomatis/", composing.keep_typing, name="autosave"),
    path("konten/<int:item_id>/buang/", composing.drop, name="drop"),
    path("konten/<int:item_id>/ajukan/", composing.submit, name="submit"),
    path("konten/<int:item_id>/rincian/", items.details, name="details"),
    path("konten/<int:item_id>/jadwal/", items.schedule, name="schedule"),
    path("konten/<int:item_id>/tarik/", items.withdraw, name="withdraw"),
    path("konten/<int:item_id>/salin/", items.duplicate, name="duplicate"),
    path("konten/<int:item_id>/ralat/", items.correct, name="correct"),
    path("konten/<int:item_id>/sumber/", composing.add_source, name="add_source"),
    path("konten/<int:item_id>/sumber/<int:source_id>/hapus/", composing.remove_source, name="remove_source"),
    path("konten/<int:item_id>/sumber/<int:source_id>/berkas/", composing.source_file, name="source_file"),
    path("konten/<int:item_id>/catatan/", composing.comment, name="comment"),
    path(
        "konten/<int:item_id>/catatan/<int:note_id>/selesai/",
        composing.resolve_comment,
        name="resolve_comment",
    ),
    path("konten/<int:item_id>/tinjau/", deciding.review, name="review"),
    path("konten/<int:item_id>/tinjau/setujui/", deciding.approve, name="approve"),
    path("konten/<int:item_id>/tinjau/kembalikan/", deciding.send_back, name="send_back"),
    path("konten/<int:item_id>/versi/", versions.index, name="versions"),
    path("konten/<int:item_id>/versi/bandingkan/", versions.compare, name="compare"),
    path("konten/<int:item_id>/versi/<int:number>/pakai/", versions.use, name="use_version"),
    path("konten/rencana/", plan.index, name="plan"),
    path("konten/rencana/pilar/", plan.pillar, name="new_pillar"),
    path("konten/rencana/pilar/<int:pillar_id>/", plan.pillar, name="pillar"),
    path("konten/rencana/kampanye/", plan.campaign, name="new_campaign"),
    path("konten/rencana/kampanye/<int:campaign_id>/", plan.campaign, name="campaign"),
    path("konten/rencana/jalur/<slug:key>/", plan.lane, name="lane"),
    path("konten/rencana/pemilu/", plan.election, name="election"),
    path("konten/rencana/pemilu/<int:number>/hapus/", plan.drop_election, name="drop_election"),
    path("konten/rencana/daftar/", plan.listed, name="listed"),
    path("konten/rencana/aturan/", tuning.rules, name="rules"),
    path("konten/pustaka/", library.index, name="library"),
    path("konten/pustaka/unggah/", library.upload, name="upload"),
    path("konten/pustaka/pilih/", library.pick, name="pick"),
    path("konten/pustaka/map/", library.add_folder, name="add_folder"),
    path("konten/pustaka/<int:picture_id>/", library.picture, name="picture"),
    path("konten/pustaka/<int:picture_id>/persetujuan/", library.consent, name="consent"),
    path("konten/pustaka/<int:picture_id>/persetujuan/pindaian/", library.consent_scan, name="consent_scan"),
    path("konten/pustaka/<int:picture_id>/keluarkan/", library.remove, name="remove_picture"),
    path("konten/gambar/<int:picture_id>/<int:edge>.webp", library.shown, name="shown"),
]
