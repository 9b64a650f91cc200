"""The third wall asks for one row of the table above, and never reads all of it."""

from typing import ClassVar

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnowAgain


class Migration(migrations.Migration):
    dependencies: ClassVar = [("writing_aid", "0002_words_in_our_voice")]

    operations: ClassVar = [
        NeedToKnowAgain("aid", column="conversation_id", of="inbox.Conversation"),
    ]
