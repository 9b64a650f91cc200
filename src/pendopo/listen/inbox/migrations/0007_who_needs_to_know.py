"""Conversations that only some need to know: a list in the row, and the third wall around all that hangs from it."""

import django.contrib.postgres.fields
from django.db import migrations, models

from pendopo.foundation.tenancy import KnownTo, NeedToKnow
from pendopo.listen.inbox import full_text


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0006_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="known_to",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), editable=False, null=True, size=None
            ),
        ),
        KnownTo("conversation"),
        NeedToKnow("message", "reply", "presence", column="conversation_id", of="inbox.conversation"),
        NeedToKnow("reading", "triagechoice", "hiding", column="message_id", of="inbox.message"),
        migrations.RunSQL(full_text.MAY_KNOW, "DROP FUNCTION inbox_may_know"),
        migrations.RunSQL(full_text.SEARCH, migrations.RunSQL.noop),
    ]
