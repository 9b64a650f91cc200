"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('content', '0001_tables'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='ShareKit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='a word to colleagues')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('made_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'share kit',
                        'ordering': ['-made_at', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='ShareAddress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('kit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='sharing.sharekit')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit')),
                        ('code', models.CharField(max_length=8, unique=True)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'short address',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('kit', 'unit'), name='a_unit_has_one_address_of_a_kit'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('kit',), name='a_kit_has_one_general_address')],
                    },
                ),
                migrations.CreateModel(
                    name='DayCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='sharing.shareaddress')),
                        ('on', models.DateField()),
                        ('visits', models.PositiveIntegerField(default=0)),
                        ('copies', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'visits of a day',
                        'ordering': ['on'],
                        'indexes': [models.Index(fields=['institution', 'on'], name='visits_of_days')],
                        'constraints': [models.UniqueConstraint(fields=('address', 'on'), name='visits_are_counted_in_one_place')],
                    },
                ),
                migrations.CreateModel(
                    name='Seen',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sharing.shareaddress')),
                        ('on', models.DateField()),
                        ('sum', models.BinaryField(max_length=16)),
                    ],
                    options={
                        'verbose_name': 'a sum of the day',
                        'indexes': [models.Index(fields=['on'], name='sums_of_days')],
                        'constraints': [models.UniqueConstraint(fields=('address', 'on', 'sum'), name='who_comes_twice_counts_once')],
                    },
                ),
            ],
        ),
        Walls("sharekit", "shareaddress", "daycount", "seen"),
    ]
