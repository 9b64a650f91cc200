"""Addresses of the inbox, and the one networks call."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from pendopo.listen.inbox.views import (
    answering,
    calls,
    ending,
    lists,
    moderation,
    protecting,
    saved,
    threads,
)

app_name = "inbox"

urlpatterns: list[URLPattern | URLResolver] = [
    path("masukan/", lists.inbox, name="list"),
    path("masukan/kunci/", answering.keys, name="keys"),
    path("masukan/kabar/", lists.news, name="list_news"),
    path("masukan/balasan/", saved.saved_replies, name="saved"),
    path("masukan/balasan/<int:saved_id>/", saved.saved_reply, name="saved_one"),
    path("masukan/balasan/<int:saved_id>/hapus/", saved.remove, name="saved_remove"),
    path("masukan/balasan/<int:saved_id>/periksa/", saved.confirm, name="saved_confirm"),
    path("masukan/balasan/persetujuan/", saved.approving, name="approving"),
    path("masukan/<int:conversation_id>/", threads.thread, name="thread"),
    path("masukan/<int:conversation_id>/kabar/", threads.news, name="thread_news"),
    path("masukan/<int:conversation_id>/data/", threads.reveal, name="reveal"),
    path("masukan/<int:conversation_id>/serahkan/", threads.assign, name="assign"),
    path("masukan/<int:conversation_id>/ambil/", threads.take, name="take"),
    path("masukan/<int:conversation_id>/belum-dibaca/", threads.unread, name="unread"),
    path("masukan/<int:conversation_id>/draf/", answering.draft, name="draft"),
    path("masukan/<int:conversation_id>/jawab/", answering.answer, name="answer"),
    path("masukan/<int:conversation_id>/selesai/", ending.close, name="close"),
    path("masukan/<int:conversation_id>/buka/", ending.reopen, name="reopen"),
    path("masukan/jawaban/<int:reply_id>/setujui/", answering.approve, name="approve"),
    path("masukan/jawaban/<int:reply_id>/kembalikan/", answering.give_back, name="give_back"),
    path("masukan/moderasi/", moderation.moderation, name="moderation"),
    path("masukan/moderasi/unduh/", moderation.download, name="moderation_download"),
    path("masukan/pesan/<int:message_id>/data/", protecting.reveal_message, name="reveal_message"),
    path("masukan/pesan/<int:message_id>/blokir/", protecting.ask_block, name="ask_block"),
    path("masukan/blokir/<int:block_id>/", protecting.block, name="block"),
    path("masukan/blokir/<int:block_id>/setujui/", protecting.approve_block, name="approve_block"),
    path("masukan/blokir/<int:block_id>/tolak/", protecting.decline_block, name="decline_block"),
    path("masukan/blokir/<int:block_id>/tarik/", protecting.withdraw_block, name="withdraw_block"),
    path("masukan/blokir/<int:block_id>/buka/", protecting.lift_block, name="lift_block"),
    path("masukan/warga/<int:citizen_id>/tautkan/", protecting.link, name="link_citizen"),
    path("masukan/warga/tautan/<int:citizen_link_id>/lepas/", protecting.unlink, name="unlink_citizen"),
    path("masukan/balasan/pembukaan/", saved.reveals, name="reveals"),
    path("masukan/pesan/<int:message_id>/sembunyikan/", ending.hide, name="hide"),
    path("masukan/pesan/<int:message_id>/tampilkan/", ending.show, name="show"),
    path("masukan/pesan/<int:message_id>/turunkan/", ending.take_down, name="take_down"),
    path("webhook/<slug:network>/<str:token>/", calls.hear, name="webhook"),
]
