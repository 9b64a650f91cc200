"""The tables of the room."""

from pendopo.broadcast.content.models.crisis import Crisis, LetThrough
from pendopo.broadcast.content.models.items import ContentItem, WorkingCopy
from pendopo.broadcast.content.models.library import Consent, Folder, Picture
from pendopo.broadcast.content.models.plan import Campaign, LaneSetting, OfficeRules, Pillar
from pendopo.broadcast.content.models.review import LaneRun, ReviewStep
from pendopo.broadcast.content.models.tuning import OfficeTuning
from pendopo.broadcast.content.models.versions import PlacedPicture, Placement, Version
from pendopo.broadcast.content.models.words import LinkCheck, Note, ReasonGiven, Source

__all__ = [
    "Campaign",
    "Consent",
    "ContentItem",
    "Crisis",
    "Folder",
    "LaneRun",
    "LaneSetting",
    "LetThrough",
    "LinkCheck",
    "Note",
    "OfficeRules",
    "OfficeTuning",
    "Picture",
    "Pillar",
    "PlacedPicture",
    "Placement",
    "ReasonGiven",
    "ReviewStep",
    "Source",
    "Version",
    "WorkingCopy",
]
