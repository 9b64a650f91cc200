"""Everything the inbox remembers."""

from pendopo.listen.inbox.models.answers import InboxSettings, Quotation, Reply, SavedReply
from pendopo.listen.inbox.models.conversations import Citizen, Conversation, ConversationQuerySet, Message
from pendopo.listen.inbox.models.duty import Acknowledgement, Alarm, Claim, DutySettings
from pendopo.listen.inbox.models.keeping import Hiding, Presence, RawCall
from pendopo.listen.inbox.models.labels import Label, Labelled
from pendopo.listen.inbox.models.protecting import Barring, Block, CitizenLink, Reveal
from pendopo.listen.inbox.models.readings import Cluster, Reading, TriageChoice, TriageVersion, UnitWords

__all__ = [
    "Acknowledgement",
    "Alarm",
    "Barring",
    "Block",
    "Citizen",
    "CitizenLink",
    "Claim",
    "Cluster",
    "Conversation",
    "ConversationQuerySet",
    "DutySettings",
    "Hiding",
    "InboxSettings",
    "Label",
    "Labelled",
    "Message",
    "Presence",
    "Quotation",
    "RawCall",
    "Reading",
    "Reply",
    "Reveal",
    "SavedReply",
    "TriageChoice",
    "TriageVersion",
    "UnitWords",
]
