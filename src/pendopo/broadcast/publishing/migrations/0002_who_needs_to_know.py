"""What is said where only some need to know stands on no list of others."""

import django.contrib.postgres.fields
from django.db import migrations, models

from pendopo.foundation.tenancy import KnownTo, NeedToKnow


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="known_to",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), editable=False, null=True, size=None
            ),
        ),
        KnownTo("delivery", carried=True),
        NeedToKnow("attempt", column="delivery_id", of="publishing.delivery"),
    ]
