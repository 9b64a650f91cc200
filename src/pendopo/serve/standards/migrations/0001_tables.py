"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('standards', '0001_initial')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=160, verbose_name='name of the service')),
                        ('short_name', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[\\w][\\w .&/+-]*$', 'Use letters, digits, spaces and - . / & + only, and begin with a letter.')], verbose_name='short name')),
                        ('also_called', models.CharField(blank=True, max_length=500, verbose_name='also called')),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit')),
                    ],
                    options={
                        'verbose_name': 'service',
                        'ordering': ['name', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'name'), name='a_service_has_its_own_name'), models.UniqueConstraint(models.F('institution'), django.db.models.functions.text.Lower('short_name'), name='a_short_name_means_one_service')],
                    },
                ),
                migrations.CreateModel(
                    name='Revision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'Waits for approval'), ('published', 'In force'), ('replaced', 'Replaced by a newer one'), ('withdrawn', 'No longer in force')], default='draft', max_length=20)),
                        ('parts', models.JSONField(default=dict)),
                        ('why', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                        ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('changed_at', models.DateTimeField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('returned_why', models.CharField(blank=True, max_length=500)),
                        ('published_at', models.DateTimeField(null=True)),
                        ('revised_on', models.DateField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_why', models.CharField(blank=True, max_length=300)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='standards.service')),
                    ],
                    options={
                        'verbose_name': 'service standard',
                        'ordering': ['-number'],
                        'indexes': [models.Index(condition=models.Q(('state', 'in_review')), fields=['institution', 'changed_at'], name='standards_to_approve')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'published', 'replaced', 'withdrawn'])), name='a_revision_is_in_a_known_state'), models.UniqueConstraint(fields=('service', 'number'), name='a_revision_has_its_own_number'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('service',), name='one_standard_is_in_force'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review'])), fields=('service',), name='one_revision_is_being_written'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('writers__contains', [models.F('decided_by_id')]), _negated=True), _connector='OR'), name='nobody_approves_a_standard_they_wrote'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review']), models.Q(('decided_by__isnull', False), ('published_at__isnull', False), ('revised_on__isnull', False)), _connector='OR'), name='what_is_in_force_says_since_when_and_who_approved'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('ended_why', ''), _negated=True), _connector='OR'), name='what_was_withdrawn_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Pledge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('proposed', 'Proposed'), ('published', 'In force'), ('replaced', 'Replaced by a newer one')], default='proposed', max_length=20)),
                        ('text', models.TextField(max_length=4000, verbose_name='pledge')),
                        ('signed_by', models.CharField(max_length=160, verbose_name='signed by')),
                        ('position', models.CharField(max_length=160, verbose_name='position')),
                        ('signed_on', models.DateField(verbose_name='signed on')),
                        ('made_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(null=True)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'service pledge',
                        'ordering': ['-number'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'published', 'replaced'])), name='a_pledge_is_in_a_known_state'), models.UniqueConstraint(fields=('institution', 'number'), name='a_pledge_has_its_own_number'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('institution',), name='one_pledge_is_in_force'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('institution',), name='one_pledge_is_proposed'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('author')), _negated=True), _connector='OR'), name='nobody_approves_a_pledge_they_wrote'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('decided_by__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='a_pledge_in_force_says_who_approved_it')],
                    },
                ),
            ],
        ),
        Walls("service", "revision", "pledge"),
        # What was handed in is read by an approver, and what held was promised to citizens: neither is rewritten.
        migrations.RunSQL(
            """
            CREATE FUNCTION standards_is_kept_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'draft' THEN
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                IF TG_OP = 'DELETE'
                   OR (NEW.service_id, NEW.number, NEW.parts, NEW.why, NEW.writers, NEW.author_id)
                      IS DISTINCT FROM (OLD.service_id, OLD.number, OLD.parts, OLD.why, OLD.writers, OLD.author_id)
                   OR (OLD.published_at IS NOT NULL
                       AND (NEW.published_at, NEW.revised_on, NEW.decided_by_id)
                           IS DISTINCT FROM (OLD.published_at, OLD.revised_on, OLD.decided_by_id))
                   OR (OLD.state <> 'in_review' AND NEW.state IN ('draft', 'in_review')) THEN
                    RAISE EXCEPTION 'A standard is never changed: write another revision.'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER revision_is_kept BEFORE UPDATE OR DELETE ON standards_revision
                FOR EACH ROW EXECUTE FUNCTION standards_is_kept_as_it_was();
            CREATE FUNCTION standards_pledge_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE'
                   OR (NEW.number, NEW.text, NEW.signed_by, NEW.position, NEW.signed_on, NEW.author_id)
                      IS DISTINCT FROM (OLD.number, OLD.text, OLD.signed_by, OLD.position, OLD.signed_on, OLD.author_id) THEN
                    RAISE EXCEPTION 'A pledge is never changed: bring another one.'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER pledge_is_kept BEFORE UPDATE OR DELETE ON standards_pledge
                FOR EACH ROW EXECUTE FUNCTION standards_pledge_is_kept();
            """,
            """
            DROP TRIGGER revision_is_kept ON standards_revision;
            DROP TRIGGER pledge_is_kept ON standards_pledge;
            DROP FUNCTION standards_is_kept_as_it_was();
            DROP FUNCTION standards_pledge_is_kept();
            """,
        ),
    ]
