"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.ledger import chain
from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls

CACHE = """
CREATE UNLOGGED TABLE foundation_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX foundation_cache_expires ON foundation_cache (expires);
"""


class Migration(migrations.Migration):

    replaces = [('foundation', '0001_initial'), ('foundation', '0002_ledger_rights')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='LedgerHead',
                    fields=[
                        ('institution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='institution.institution')),
                        ('seq', models.BigIntegerField(default=0)),
                        ('hash', models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name='LedgerEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seq', models.BigIntegerField(editable=False, null=True)),
                        ('at', models.DateTimeField()),
                        ('by_id', models.BigIntegerField(null=True)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('did', models.CharField(max_length=60)),
                        ('about', models.CharField(blank=True, max_length=60)),
                        ('about_id', models.BigIntegerField(null=True)),
                        ('words', models.JSONField(default=dict)),
                        ('mark', models.UUIDField(unique=True)),
                        ('personal', models.BinaryField(null=True)),
                        ('personal_seal', models.BinaryField(null=True)),
                        ('before', models.BinaryField(null=True)),
                        ('hash', models.BinaryField(null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['institution', 'about', 'about_id', '-id'], name='ledger_of_a_thing'), models.Index(fields=['institution', '-at'], name='ledger_by_time')],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'seq'), name='a_ledger_number_is_given_once')],
                    },
                ),
            ],
        ),
        Walls("ledgerentry", "ledgerhead"),
        migrations.RunSQL(chain.FORWARDS, chain.BACKWARDS),
        migrations.RunSQL(CACHE, "DROP TABLE foundation_cache"),
        migrations.RunSQL(chain.RIGHTS, chain.RIGHTS_GIVEN_BACK),
    ]
