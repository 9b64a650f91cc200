"""The application's role loses every right over the ledger that it does not use."""

from django.db import migrations

from pendopo.foundation.ledger import chain


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(chain.RIGHTS, chain.RIGHTS_GIVEN_BACK),
    ]
