"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import KnownTo, NeedToKnow, Walls


class Migration(migrations.Migration):

    replaces = [('publishing', '0001_initial'), ('publishing', '0002_who_needs_to_know'), ('publishing', '0003_blocking')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('post', 'Post'), ('reply', 'Answer'), ('hide', 'Hide'), ('show', 'Show'), ('block', 'Block'), ('unblock', 'Lift a block'), ('takedown', 'Take down')], max_length=20)),
                        ('queue', models.CharField(max_length=400)),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('sending', 'Being sent'), ('waiting', 'Will be tried again'), ('processing', 'The network is working on it'), ('finding', 'Being looked for'), ('unsure', 'Unsure'), ('late', 'Too late'), ('held', 'Held'), ('reconnect', 'Waits for the account'), ('by_hand', 'To be posted by hand'), ('published', 'Published'), ('refused', 'Refused'), ('cancelled', 'Cancelled'), ('taken_down', 'Taken down')], default='planned', max_length=20)),
                        ('planned_for', models.DateTimeField(verbose_name='planned for')),
                        ('due_at', models.DateTimeField()),
                        ('cutoff_at', models.DateTimeField(blank=True, null=True)),
                        ('sending_since', models.DateTimeField(blank=True, null=True)),
                        ('made_at', models.DateTimeField()),
                        ('origin', models.CharField(max_length=60)),
                        ('origin_id', models.BigIntegerField()),
                        ('version_id', models.BigIntegerField(blank=True, null=True)),
                        ('seal', models.CharField(blank=True, max_length=64)),
                        ('title', models.CharField(blank=True, max_length=200)),
                        ('said', models.JSONField(default=dict)),
                        ('remote_id', models.CharField(blank=True, max_length=500)),
                        ('part_ids', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=500), blank=True, default=list, size=None)),
                        ('url', models.CharField(blank=True, max_length=1000)),
                        ('handle', models.TextField(blank=True)),
                        ('progress', models.TextField(blank=True)),
                        ('is_unclear', models.BooleanField(default=False)),
                        ('looks', models.PositiveSmallIntegerField(default=0)),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('why', models.TextField(blank=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('compared_at', models.DateTimeField(blank=True, null=True)),
                        ('differs', models.CharField(blank=True, max_length=300)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.socialaccount')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='takedowns', to='publishing.delivery')),
                        ('known_to', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, null=True, size=None)),
                    ],
                    options={
                        'verbose_name': 'delivery',
                        'ordering': ['planned_for', 'id'],
                        'indexes': [models.Index(condition=models.Q(('state__in', ['finding', 'planned', 'processing', 'waiting'])), fields=['due_at'], name='deliveries_due'), models.Index(condition=models.Q(('state', 'sending')), fields=['sending_since'], name='deliveries_left_sending'), models.Index(condition=models.Q(('state__in', ['finding', 'planned', 'processing', 'sending', 'waiting'])), fields=['account', 'queue', 'planned_for', 'id'], name='deliveries_in_order'), models.Index(fields=['institution', 'origin', 'origin_id'], name='deliveries_of_a_thing'), models.Index(fields=['institution', 'state', 'planned_for', 'id'], name='deliveries_by_state'), models.Index(condition=models.Q(('remote_id', ''), _negated=True), fields=['account', 'remote_id'], name='deliveries_by_remote_id')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'sending', 'waiting', 'processing', 'finding', 'unsure', 'late', 'held', 'reconnect', 'by_hand', 'published', 'refused', 'cancelled', 'taken_down'])), name='a_delivery_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='a_published_delivery_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('sending_since__isnull', False), _connector='OR'), name='a_delivery_being_sent_says_since_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'processing'), _negated=True), models.Q(('handle', ''), _negated=True), _connector='OR'), name='a_delivery_being_processed_has_a_handle'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'post'), _negated=True), ('version_id__isnull', False), models.Q(('said', {}), _negated=True), _connector='OR'), name='a_post_has_words'), models.UniqueConstraint(condition=models.Q(('kind', 'post'), models.Q(('state', 'cancelled'), _negated=True)), fields=('institution', 'origin', 'origin_id', 'version_id', 'account'), name='a_version_is_promised_to_an_account_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Attempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('took_ms', models.PositiveIntegerField(null=True)),
                        ('what', models.CharField(choices=[('send', 'Sent to the network'), ('find', 'Looked for on the network'), ('check', 'Asked how far it is'), ('person', 'Decided by a person'), ('house', 'Noticed by Pendopo')], max_length=20)),
                        ('outcome', models.CharField(choices=[('planned', 'Planned'), ('sending', 'Being sent'), ('waiting', 'Will be tried again'), ('processing', 'The network is working on it'), ('finding', 'Being looked for'), ('unsure', 'Unsure'), ('late', 'Too late'), ('held', 'Held'), ('reconnect', 'Waits for the account'), ('by_hand', 'To be posted by hand'), ('published', 'Published'), ('refused', 'Refused'), ('cancelled', 'Cancelled'), ('taken_down', 'Taken down')], max_length=20)),
                        ('why', models.TextField(blank=True)),
                        ('by_name', models.CharField(blank=True, max_length=200)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='publishing.delivery')),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                        'indexes': [models.Index(fields=['delivery', 'at'], name='attempts_of_a_delivery')],
                    },
                ),
                migrations.CreateModel(
                    name='Stop',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(max_length=500, verbose_name='reason')),
                        ('answers_too', models.BooleanField(default=False, verbose_name='answers to citizens as well')),
                        ('at', models.DateTimeField()),
                        ('resumed_at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('resumed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('resumed_at__isnull', True)), fields=('institution',), name='publishing_is_stopped_once'), models.CheckConstraint(condition=models.Q(('resumed_at__isnull', True), ('resumed_at__gte', models.F('at')), _connector='OR'), name='a_stop_ends_after_it_begins')],
                    },
                ),
            ],
        ),
        Walls("delivery", "attempt", "stop"),
        KnownTo("delivery", carried=True),
        NeedToKnow("attempt", column="delivery_id", of="publishing.delivery"),
    ]
