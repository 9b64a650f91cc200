"""Where a word was common long ago and never since, the search leaps there."""

from typing import ClassVar

from django.db import migrations

from pendopo.serve.cases import full_text


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0010_what_a_unit_said_last")]

    operations: ClassVar = [
        migrations.RunSQL(full_text.BACKWARDS + full_text.FORWARDS, migrations.RunSQL.noop),
    ]
