"""Answers that stand already are told which of ours they are: both were noted in the same instant."""

from django.db import migrations

FORWARDS = """
UPDATE inbox_message AS m SET reply_id = r.id
  FROM inbox_reply AS r
 WHERE m.direction = 'out' AND m.reply_id IS NULL
   AND r.conversation_id = m.conversation_id AND r.author_id = m.by_id AND r.state = 'sent'
   AND r.text = m.text AND r.changed_at = m.said_at
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0003_answers_apart"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
    ]
