"""What a rule did with a message that few need to know of is seen by those few."""

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnow


class Migration(migrations.Migration):

    dependencies = [('rules', '0001_initial'), ('inbox', '0013_labels_of_the_restricted')]

    operations = [
        NeedToKnow("touched", "trace", column="message_id", of="inbox.Message"),
        NeedToKnow("proposal", column="conversation_id", of="inbox.Conversation"),
    ]
