"""The third wall asks for one row of the table above, and never reads all of it."""

from typing import ClassVar

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnowAgain


class Migration(migrations.Migration):
    dependencies: ClassVar = [("inbox", "0018_pressing")]

    operations: ClassVar = [
        NeedToKnowAgain("message", "reply", "presence", column="conversation_id", of="inbox.conversation"),
        NeedToKnowAgain("reading", "triagechoice", "hiding", column="message_id", of="inbox.message"),
        NeedToKnowAgain("block", column="message_id", of="inbox.message"),
        NeedToKnowAgain("reveal", column="conversation_id", of="inbox.conversation"),
        NeedToKnowAgain("acknowledgement", "alarm", "claim", column="conversation_id", of="inbox.conversation"),
        NeedToKnowAgain("labelled", column="conversation_id", of="inbox.Conversation"),
        NeedToKnowAgain("barring", column="message_id", of="inbox.message"),
    ]
