"""A label on a thread that few need to know of says something of it: it is seen by those few."""

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnow


class Migration(migrations.Migration):

    dependencies = [('inbox', '0012_on_duty')]

    operations = [NeedToKnow("labelled", column="conversation_id", of="inbox.Conversation")]
