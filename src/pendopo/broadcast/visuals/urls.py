from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.broadcast.visuals.views import batches, deeds, editor, files, films, gallery

app_name = "visuals"

urlpatterns: list[URLPattern | URLResolver] = [
    path("grafis/", gallery.index, name="list"),
    path("grafis/templat/", gallery.designs, name="designs"),
    path("grafis/templat/<slug:design>/contoh.webp", gallery.example, name="example"),
    path("grafis/templat/<slug:design>/mulai/", gallery.start, name="start"),
    path("grafis/templat/<slug:design>/tabel/", batches.new, name="new_batch"),
    path("grafis/templat/<slug:design>/tabel/contoh.xlsx", batches.sample, name="sample"),
    path("grafis/<int:visual_id>/", editor.edit, name="edit"),
    path("grafis/<int:visual_id>/pratinjau/", editor.preview, name="preview"),
    path("grafis/<int:visual_id>/ukuran/", editor.sizes, name="sizes"),
    path("grafis/<int:visual_id>/simpan/", editor.save, name="save"),
    path("grafis/<int:visual_id>/batas/", deeds.boundaries, name="boundaries"),
    path("grafis/<int:visual_id>/urungkan/", deeds.step_back, name="back"),
    path("grafis/<int:visual_id>/ulangi/", deeds.step_forward, name="forward"),
    path("grafis/<int:visual_id>/pakai/", deeds.use, name="use"),
    path("grafis/<int:visual_id>/salin/", deeds.copy, name="copy"),
    path("grafis/<int:visual_id>/singkirkan/", deeds.put_away, name="put_away"),
    path("grafis/<int:visual_id>/ambil/", deeds.take_up, name="take_up"),
    path("grafis/<int:visual_id>/unduh/semua.zip", files.everything, name="everything"),
    path("grafis/<int:visual_id>/unduh/<slug:size>.<slug:form>", files.download, name="download"),
    path("grafis/<int:visual_id>/gambar.webp", files.thumbnail, name="thumbnail"),
    path("grafis/<int:visual_id>/film/", films.start, name="start_film"),
    path("grafis/film/<int:film_id>/", films.film, name="film"),
    path("grafis/film/<int:film_id>/<str:part>", films.file, name="film_file"),
    path("grafis/tabel/<int:batch_id>/", batches.batch, name="batch"),
    path("grafis/tabel/<int:batch_id>/kemajuan/", batches.progress, name="batch_progress"),
    path("grafis/tabel/<int:batch_id>/henti/", batches.stop, name="stop_batch"),
    path("grafis/tabel/<int:batch_id>/kartu.zip", batches.archive, name="batch_archive"),
    path("grafis/tabel/<int:batch_id>/kartu/<int:number>", batches.card, name="batch_card"),
]
