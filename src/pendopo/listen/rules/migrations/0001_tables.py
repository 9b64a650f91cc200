"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import NeedToKnow, Walls


class Migration(migrations.Migration):

    replaces = [('rules', '0001_initial'), ('rules', '0002_need_to_know')]

    initial = True

    dependencies = [
        ('inbox', '0001_tables'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='RuleVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('when', models.JSONField(default=dict)),
                        ('then', models.JSONField(default=dict)),
                        ('goes_on', models.BooleanField(default=True)),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='rules.rule')),
                    ],
                    options={
                        'verbose_name': 'version of a rule',
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('rule', 'number'), name='a_version_of_a_rule_has_its_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Rule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='name')),
                        ('place', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('off', 'Off'), ('on', 'On'), ('removed', 'Taken away')], default='off', max_length=20)),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('current', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rules.ruleversion')),
                    ],
                    options={
                        'verbose_name': 'rule',
                        'indexes': [models.Index(condition=models.Q(('state', 'on')), fields=['institution', 'place'], name='rules_switched_on')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['off', 'on', 'removed'])), name='a_rule_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(('state', 'removed'), _negated=True), fields=('institution', 'name'), name='a_rule_has_its_own_name'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'on'), _negated=True), ('current__isnull', False), _connector='OR'), name='what_is_on_says_what_it_does')],
                    },
                ),
                migrations.CreateModel(
                    name='Trace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('trouble', models.CharField(blank=True, max_length=500)),
                        ('at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.message')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='rules.ruleversion')),
                    ],
                    options={
                        'verbose_name': 'trace of a rule',
                        'indexes': [models.Index(fields=['version', '-at'], name='traces_of_a_version')],
                        'constraints': [models.UniqueConstraint(fields=('message', 'version'), name='a_rule_acts_once_on_a_message')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(blank=True, max_length=20)),
                        ('state', models.CharField(choices=[('open', 'Waits for a person'), ('taken', 'Followed'), ('declined', 'Not followed')], default='open', max_length=20)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.conversation')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('saved', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='inbox.savedreply')),
                        ('trace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='rules.trace')),
                    ],
                    options={
                        'verbose_name': 'proposal of a rule',
                        'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['conversation'], name='proposals_to_decide')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'taken', 'declined'])), name='a_proposal_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('state', 'open'), ('decided_by__isnull', False), _connector='OR'), name='a_person_decided_what_was_proposed'), models.CheckConstraint(condition=models.Q(('saved__isnull', True), ('code', ''), _connector='OR'), name='a_proposal_is_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Trial',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField()),
                        ('until', models.DateTimeField()),
                        ('at', models.DateTimeField()),
                        ('at_number', models.BigIntegerField()),
                        ('looked_at', models.PositiveIntegerField(default=0)),
                        ('touched', models.PositiveIntegerField(default=0)),
                        ('begun_at', models.DateTimeField()),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='trial', to='rules.ruleversion')),
                    ],
                    options={
                        'verbose_name': 'trial',
                    },
                ),
                migrations.CreateModel(
                    name='Touched',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inbox.message')),
                        ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='rules.trial')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('trial', 'message'), name='a_trial_touches_a_message_once')],
                    },
                ),
            ],
        ),
        Walls("rule", "ruleversion", "trial", "touched", "trace", "proposal"),
        # What somebody switched on is what was tried: a version is never changed.
        migrations.RunSQL(
            """
            CREATE FUNCTION rules_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'A version of a rule is never changed: save another one.'
                    USING ERRCODE = 'check_violation';
            END $$;
            CREATE TRIGGER version_is_kept BEFORE UPDATE OR DELETE ON rules_ruleversion
                FOR EACH ROW EXECUTE FUNCTION rules_version_is_kept();
            """,
            """
            DROP TRIGGER version_is_kept ON rules_ruleversion;
            DROP FUNCTION rules_version_is_kept();
            """,
        ),
        NeedToKnow("touched", "trace", column="message_id", of="inbox.Message"),
        NeedToKnow("proposal", column="conversation_id", of="inbox.Conversation"),
    ]
