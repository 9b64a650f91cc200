"""What is typed: checked here, saved nowhere."""

from pendopo.broadcast.content.forms.composing import Composer, PlaceEntry, WordsForm, with_picture
from pendopo.broadcast.content.forms.items import Comment, Crisis, Decide, Details, New, SourceForm, When, Why
from pendopo.broadcast.content.forms.library import ConsentForm, FolderChange, FolderForm, PictureForm
from pendopo.broadcast.content.forms.plan import CampaignForm, ElectionForm, LaneForm, ListedForm, PillarForm
from pendopo.broadcast.content.forms.tuning import RulesForm

__all__ = [
    "CampaignForm",
    "Comment",
    "Composer",
    "ConsentForm",
    "Crisis",
    "Decide",
    "Details",
    "ElectionForm",
    "FolderChange",
    "FolderForm",
    "LaneForm",
    "ListedForm",
    "New",
    "PictureForm",
    "PillarForm",
    "PlaceEntry",
    "RulesForm",
    "SourceForm",
    "When",
    "Why",
    "WordsForm",
    "with_picture",
]
