"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60)),
                        ('title', models.JSONField(default=dict)),
                        ('text', models.JSONField(blank=True, default=dict)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('urgent', models.BooleanField(default=False)),
                        ('once', models.CharField(blank=True, max_length=200)),
                        ('batch', models.UUIDField()),
                        ('made_at', models.DateTimeField()),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('mail_due_at', models.DateTimeField(blank=True, null=True)),
                        ('mailed_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'notice',
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [models.Index(fields=['member', '-made_at', '-id'], name='notices_of_a_person'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['member'], name='unread_notices'), models.Index(condition=models.Q(('mail_due_at__isnull', False)), fields=['mail_due_at'], name='mail_due'), models.Index(fields=['batch'], name='notices_of_one_breath')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('member', 'once'), name='a_person_is_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PushSubscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.BinaryField()),
                        ('fingerprint', models.BinaryField(max_length=32)),
                        ('device', models.CharField(blank=True, max_length=120)),
                        ('made_at', models.DateTimeField()),
                        ('last_sent_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'device',
                        'ordering': ['-made_at'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'fingerprint'), name='a_device_is_registered_once')],
                    },
                ),
            ],
        ),
        Walls("notice", "pushsubscription"),
    ]
