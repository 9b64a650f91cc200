"""Cases are found by what was told in them."""

from django.db import migrations

from pendopo.serve.cases import full_text


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("inbox", "0005_leaping"),
    ]

    operations = [
        migrations.RunSQL(full_text.FORWARDS, full_text.BACKWARDS),
    ]
