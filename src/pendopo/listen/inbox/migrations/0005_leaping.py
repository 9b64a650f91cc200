"""The search leaps over time in which a word was never said, instead of reading every message of it."""

from django.db import migrations

from pendopo.listen.inbox import full_text


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0004_which_answer"),
    ]

    operations = [
        migrations.RunSQL(full_text.WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(full_text.SEARCH, migrations.RunSQL.noop),
    ]
