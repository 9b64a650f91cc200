"""The third wall asks for one row of the table above, and never reads all of it."""

from typing import ClassVar

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnowAgain


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rules", "0001_tables")]

    operations: ClassVar = [
        NeedToKnowAgain("touched", "trace", column="message_id", of="inbox.Message"),
        NeedToKnowAgain("proposal", column="conversation_id", of="inbox.Conversation"),
    ]
