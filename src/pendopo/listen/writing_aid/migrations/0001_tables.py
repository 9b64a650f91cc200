"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import NeedToKnow, Walls


class Migration(migrations.Migration):

    replaces = [('writing_aid', '0001_initial')]

    initial = True

    dependencies = [
        ('inbox', '0001_tables'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Aid',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('draft', 'Draft of an answer'), ('summary', 'Summary')], max_length=10)),
                        ('state', models.CharField(choices=[('asked', 'Waits for the language model'), ('writing', 'The language model is writing'), ('came', 'Came'), ('failed', 'Nothing came')], default='asked', max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('began_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('model', models.CharField(blank=True, max_length=200)),
                        ('until', models.BigIntegerField(default=0)),
                        ('sent', models.TextField(blank=True)),
                        ('text', models.TextField(blank=True)),
                        ('sources', models.JSONField(default=list)),
                        ('doubts', models.JSONField(default=list)),
                        ('trouble', models.CharField(blank=True, choices=[('busy', 'The language model has too much to do. Try again in a few minutes.'), ('not_reached', 'The language model does not answer. Write it yourself; an administrator can run `pendopo doctor`.'), ('too_slow', 'The language model took too long. Try again, or write it yourself.'), ('key', "The language model does not accept this house's key. Tell an administrator."), ('refused', 'The language model refused the question. Tell an administrator.'), ('not_usable', 'What the language model answered cannot be used. Try again, or write it yourself.'), ('lost', 'The worker stopped while it waited. Ask again.'), ('kept_back', 'This conversation does not leave the house. Nothing was sent.'), ('switched_off', 'The language model was switched off meanwhile. Nothing was sent.'), ('nothing_asked', 'There is nothing here that waits for an answer. Nothing was sent.')], max_length=20)),
                        ('milliseconds', models.PositiveIntegerField(default=0)),
                        ('tokens_in', models.PositiveIntegerField(default=0)),
                        ('tokens_out', models.PositiveIntegerField(default=0)),
                        ('erased_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.conversation')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'help of the language model',
                        'indexes': [models.Index(fields=['conversation', 'kind', '-asked_at'], name='aids_of_a_conversation'), models.Index(fields=['asked_by', '-asked_at'], name='aids_of_a_person'), models.Index(fields=['institution', '-asked_at'], name='aids_by_time'), models.Index(condition=models.Q(('state__in', ['asked', 'writing'])), fields=['asked_at'], name='aids_under_way')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'writing', 'came', 'failed'])), name='an_aid_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'writing'])), fields=('conversation', 'kind'), name='one_aid_of_a_kind_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('trouble', ''), _negated=True), _connector='OR'), name='an_aid_that_failed_says_why'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('sent', ''), ('text', '')), _connector='OR'), name='what_was_erased_is_gone')],
                    },
                ),
                migrations.CreateModel(
                    name='AidSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_on', models.BooleanField(default=False, verbose_name='The language model helps with drafts and summaries')),
                        ('purpose', models.CharField(blank=True, max_length=500, verbose_name='What for')),
                        ('basis', models.CharField(blank=True, max_length=500, verbose_name='Legal basis')),
                        ('kept_days', models.PositiveSmallIntegerField(default=90, verbose_name='Days that what was sent is kept')),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_decides_once_about_the_model'), models.CheckConstraint(condition=models.Q(('is_on', False), models.Q(models.Q(('purpose', ''), _negated=True), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='a_model_that_helps_has_purpose_and_basis'), models.CheckConstraint(condition=models.Q(('kept_days__gte', 7), ('kept_days__lte', 365)), name='what_was_sent_is_kept_for_a_while')],
                    },
                ),
            ],
        ),
        Walls("aid", "aidsettings"),
        NeedToKnow("aid", column="conversation_id", of="inbox.Conversation"),
    ]
