"""Every write of material. Other rooms use nothing else."""

from pendopo.broadcast.material.actions.asking import (
    ask,
    close,
    link_by_hand,
    send_back,
    send_letter_now,
    send_new_link,
)
from pendopo.broadcast.material.actions.by_unit import add_photo, add_piece, note_seen, send, take_back
from pendopo.broadcast.material.actions.calling import end_call, keep_call, make_request_of
from pendopo.broadcast.material.actions.reminding import remind
from pendopo.broadcast.material.actions.taking import take_in
from pendopo.broadcast.material.actions.thanking import thank

__all__ = [
    "add_photo",
    "add_piece",
    "ask",
    "close",
    "end_call",
    "keep_call",
    "link_by_hand",
    "make_request_of",
    "note_seen",
    "remind",
    "send",
    "send_back",
    "send_letter_now",
    "send_new_link",
    "take_back",
    "take_in",
    "thank",
]
