"""The search walks where a word was common long ago, instead of reading and sorting every place it stands."""

from django.db import migrations

from pendopo.listen.inbox import full_text


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(full_text.SEARCH, migrations.RunSQL.noop),
    ]
