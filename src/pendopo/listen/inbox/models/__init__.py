"""Everything the inbox remembers."""

from pendopo.listen.inbox.models.answers import InboxSettings, Reply, SavedReply
from pendopo.listen.inbox.models.conversations import Citizen, Conversation, ConversationQuerySet, Message
from pendopo.listen.inbox.models.keeping import Hiding, Presence, RawCall
from pendopo.listen.inbox.models.readings import Cluster, Reading, TriageChoice, TriageVersion, UnitWords

__all__ = [
    "Citizen",
    "Cluster",
    "Conversation",
    "ConversationQuerySet",
    "Hiding",
    "InboxSettings",
    "Message",
    "Presence",
    "RawCall",
    "Reading",
    "Reply",
    "SavedReply",
    "TriageChoice",
    "TriageVersion",
    "UnitWords",
]
