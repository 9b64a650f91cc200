"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='RateWindow',
                    fields=[
                        ('scope', models.CharField(max_length=400, primary_key=True, serialize=False)),
                        ('left', models.BigIntegerField()),
                        ('until', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='AppRegistration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(max_length=30)),
                        ('server', models.CharField(max_length=300)),
                        ('kept', models.BinaryField()),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('network', 'server'), name='we_register_with_a_server_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SocialAccount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(max_length=30, verbose_name='network')),
                        ('base', models.CharField(blank=True, max_length=300, verbose_name='server')),
                        ('remote_id', models.CharField(blank=True, max_length=300)),
                        ('handle', models.CharField(max_length=200, verbose_name='handle')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('picture_url', models.CharField(blank=True, max_length=1000)),
                        ('colour', models.CharField(blank=True, max_length=7, verbose_name='colour')),
                        ('state', models.CharField(choices=[('connected', 'Connected'), ('reconnect', 'Must be connected again'), ('closed', 'Closed')], default='connected', max_length=20)),
                        ('mailbox', models.EmailField(blank=True, max_length=254, verbose_name='mailbox of the account')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone number of the account')),
                        ('record_number', models.CharField(blank=True, max_length=60, verbose_name='number in the register')),
                        ('second_factor_on', models.DateField(blank=True, null=True, verbose_name='second factor confirmed on')),
                        ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='last reviewed on')),
                        ('silent_after_days', models.PositiveSmallIntegerField(default=14, verbose_name='silence alarm after days')),
                        ('mark', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('secrets', models.BinaryField(default=b'')),
                        ('settings', models.JSONField(blank=True, default=dict)),
                        ('token_ends_at', models.DateTimeField(blank=True, null=True)),
                        ('connected_at', models.DateTimeField()),
                        ('webhook_token', models.CharField(editable=False, max_length=60, unique=True)),
                        ('last_answered_at', models.DateTimeField(blank=True, null=True)),
                        ('last_trouble', models.CharField(blank=True, max_length=500)),
                        ('last_trouble_at', models.DateTimeField(blank=True, null=True)),
                        ('last_published_at', models.DateTimeField(blank=True, null=True)),
                        ('silence_told_at', models.DateTimeField(blank=True, null=True)),
                        ('read_cursor', models.TextField(blank=True)),
                        ('next_read_at', models.DateTimeField(blank=True, null=True)),
                        ('custodian_one', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member', verbose_name='first custodian')),
                        ('custodian_two', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member', verbose_name='second custodian')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('owner_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit', verbose_name='owner unit')),
                        ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member', verbose_name='responsible official')),
                    ],
                    options={
                        'verbose_name': 'official account',
                        'ordering': ['network', 'handle'],
                        'indexes': [models.Index(condition=models.Q(('state', 'connected')), fields=['next_read_at'], name='accounts_to_read')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['connected', 'reconnect', 'closed'])), name='an_account_is_in_a_known_state'), models.UniqueConstraint(fields=('institution', 'network', 'base', 'handle'), name='an_account_is_registered_once'), models.CheckConstraint(condition=models.Q(('custodian_two__isnull', True), models.Q(('custodian_one', models.F('custodian_two')), _negated=True), _connector='OR'), name='two_custodians_are_two_people')],
                    },
                ),
                migrations.CreateModel(
                    name='PendingConsent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(max_length=30)),
                        ('state', models.CharField(max_length=200, unique=True)),
                        ('kept', models.BinaryField()),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.socialaccount')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
        Walls("socialaccount", "pendingconsent"),
    ]
