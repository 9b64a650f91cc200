"""Every write to content. Other rooms use nothing else."""

from pendopo.broadcast.content.actions.crisis import begin_crisis, end_crisis, let_through
from pendopo.broadcast.content.actions.deciding import (
    approve,
    return_with_comment,
    submit,
)
from pendopo.broadcast.content.actions.items import (
    change_details,
    duplicate_item,
    note_published,
    start_correction,
    start_item,
    withdraw,
)
from pendopo.broadcast.content.actions.keeping_time import note_link, remind
from pendopo.broadcast.content.actions.library import (
    add_folder,
    add_picture,
    change_folder,
    change_picture,
    record_consent,
    remove_folder,
    remove_picture,
)
from pendopo.broadcast.content.actions.plan import (
    change_lane,
    change_office_rules,
    keep_campaign,
    keep_pillar,
    learn_exempt,
)
from pendopo.broadcast.content.actions.scheduling import reschedule
from pendopo.broadcast.content.actions.tuning import tune_rules
from pendopo.broadcast.content.actions.writing import (
    add_source,
    autosave,
    comment_on_passage,
    drop_working_copy,
    follow_master,
    give_reason,
    leave_master,
    remove_source,
    resolve_comment,
    save_draft,
    set_placements,
)
from pendopo.broadcast.content.composition import Composition, PictureUse, Place, Words

__all__ = [
    "Composition",
    "PictureUse",
    "Place",
    "Words",
    "add_folder",
    "add_picture",
    "add_source",
    "approve",
    "autosave",
    "begin_crisis",
    "change_details",
    "change_folder",
    "change_lane",
    "change_office_rules",
    "change_picture",
    "comment_on_passage",
    "drop_working_copy",
    "duplicate_item",
    "end_crisis",
    "follow_master",
    "give_reason",
    "keep_campaign",
    "keep_pillar",
    "learn_exempt",
    "leave_master",
    "let_through",
    "note_link",
    "note_published",
    "record_consent",
    "remind",
    "remove_folder",
    "remove_picture",
    "remove_source",
    "reschedule",
    "resolve_comment",
    "return_with_comment",
    "save_draft",
    "set_placements",
    "start_correction",
    "start_item",
    "submit",
    "tune_rules",
    "withdraw",
]
