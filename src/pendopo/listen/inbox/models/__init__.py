"""Everything the inbox remembers."""

from pendopo.listen.inbox.models.answers import InboxSettings, Reply, SavedReply
from pendopo.listen.inbox.models.conversations import Citizen, Conversation, ConversationQuerySet, Message
from pendopo.listen.inbox.models.keeping import Hiding, Presence, RawCall

__all__ = [
    "Citizen",
    "Conversation",
    "ConversationQuerySet",
    "Hiding",
    "InboxSettings",
    "Message",
    "Presence",
    "RawCall",
    "Reply",
    "SavedReply",
]
