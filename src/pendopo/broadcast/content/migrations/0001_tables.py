"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('content', '0001_initial'), ('content', '0002_office_tuning'), ('content', '0003_crisis'), ('content', '0004_where_it_stands'), ('content', '0005_one_place_on_any_server'), ('content', '0006_roles_that_serve'), ('content', '0007_exempt_listed')]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('about', models.CharField(blank=True, max_length=300, verbose_name='about')),
                        ('starts_on', models.DateField(blank=True, null=True, verbose_name='begins')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'campaign',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'name'), name='a_campaign_name_is_used_once'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_campaign_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('people', models.CharField(max_length=300, verbose_name='people shown')),
                        ('kind', models.CharField(choices=[('written', 'Written by the person shown'), ('guardian', 'Written by a parent or guardian'), ('event', 'Announced at a public event'), ('official', 'An official on duty')], max_length=20, verbose_name='kind of consent')),
                        ('given_on', models.DateField(verbose_name='given on')),
                        ('scan', models.FileField(blank=True, upload_to='consents/', verbose_name='scan')),
                        ('recorded_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'consent',
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['written', 'guardian', 'event', 'official'])), name='a_consent_is_of_a_known_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Pillar',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('about', models.CharField(blank=True, max_length=300, verbose_name='about')),
                        ('dye', models.PositiveSmallIntegerField(default=1, verbose_name='colour')),
                        ('share_percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='target share in percent')),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'pillar',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'name'), name='a_pillar_name_is_used_once'), models.CheckConstraint(condition=models.Q(('dye__gte', 1), ('dye__lte', 8)), name='a_pillar_has_a_colour_of_the_kit'), models.CheckConstraint(condition=models.Q(('share_percent__isnull', True), ('share_percent__lte', 100), _connector='OR'), name='a_pillar_has_at_most_everything')],
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('text', models.TextField(blank=True, verbose_name='text')),
                        ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                        ('link', models.CharField(blank=True, max_length=2000, verbose_name='link')),
                        ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                        ('thread', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                        ('digest', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='content.contentitem')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'version',
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='a_version_number_is_given_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ContentItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, verbose_name='working title')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('returned', 'Returned'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=20)),
                        ('goal', models.CharField(blank=True, max_length=300, verbose_name='goal')),
                        ('audience', models.CharField(blank=True, max_length=200, verbose_name='audience')),
                        ('lane', models.CharField(choices=[('routine', 'Routine'), ('fast', 'Fast'), ('emergency', 'Emergency'), ('crisis', 'Crisis')], default='routine', max_length=30, verbose_name='lane')),
                        ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='publish at')),
                        ('late_minutes', models.PositiveIntegerField(default=120, verbose_name='still useful when late, in minutes')),
                        ('is_humorous', models.BooleanField(default=False, verbose_name='playful in tone')),
                        ('is_ceremony', models.BooleanField(default=False, verbose_name='about a ceremony')),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('account_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_why', models.CharField(blank=True, max_length=500)),
                        ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.campaign', verbose_name='campaign')),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='content.contentitem')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('owner_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit', verbose_name='owner unit')),
                        ('pillar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.pillar', verbose_name='pillar')),
                        ('approved_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version')),
                        ('current', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version')),
                        ('stands_at', models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        'verbose_name': 'content item',
                        'ordering': ['-changed_at', '-id'],
                        'indexes': [models.Index(fields=['institution', 'due_at'], name='items_by_due'), models.Index(fields=['institution', 'state', '-changed_at', '-id'], name='items_by_state'), models.Index(fields=['institution', 'made_by', '-changed_at', '-id'], name='items_by_author')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'returned', 'approved', 'published', 'withdrawn'])), name='an_item_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'published']), _negated=True), models.Q(('approved_version', models.F('current')), ('approved_version__isnull', False)), _connector='OR'), name='what_stands_is_what_was_approved'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='a_published_item_says_when'), models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), name='an_item_does_not_correct_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='Folder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='content.folder')),
                    ],
                    options={
                        'verbose_name': 'folder',
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='a_folder_is_not_in_itself'), models.UniqueConstraint(models.F('institution'), django.db.models.functions.comparison.Coalesce('parent_id', 0), models.F('name'), name='a_folder_name_is_used_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LaneRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('lane', models.CharField(max_length=30)),
                        ('state', models.CharField(choices=[('running', 'In review'), ('approved', 'Approved'), ('returned', 'Returned'), ('broken', 'Approval broken by a change'), ('withdrawn', 'Withdrawn')], default='running', max_length=20)),
                        ('published_first', models.BooleanField(default=False)),
                        ('started_at', models.DateTimeField()),
                        ('approved_at', models.DateTimeField(blank=True, null=True)),
                        ('window_from', models.DateTimeField(blank=True, null=True)),
                        ('window_until', models.DateTimeField(blank=True, null=True)),
                        ('seals', models.JSONField(default=dict)),
                        ('seal', models.CharField(blank=True, max_length=64)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_why', models.CharField(blank=True, max_length=500)),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='content.contentitem')),
                        ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='content.version')),
                    ],
                    options={
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['running', 'approved', 'returned', 'broken', 'withdrawn'])), name='a_run_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('approved_at__isnull', False), ('window_from__isnull', False), ('window_until__isnull', False), models.Q(('seal', ''), _negated=True)), _connector='OR'), name='an_approved_run_is_sealed'), models.UniqueConstraint(condition=models.Q(('state__in', ['running', 'approved'])), fields=('item',), name='an_item_has_one_live_run')],
                    },
                ),
                migrations.CreateModel(
                    name='LaneSetting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=30)),
                        ('steps', models.JSONField()),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='a_lane_is_set_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('url', models.CharField(max_length=2000)),
                        ('status', models.PositiveSmallIntegerField()),
                        ('checked_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution', 'url'), name='a_link_is_remembered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficeRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('elections', models.JSONField(blank=True, default=list)),
                        ('exempt', models.JSONField(blank=True, default=list)),
                        ('published', models.JSONField(blank=True, default=dict)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('exempt_listed', models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_has_one_set_of_facts')],
                    },
                ),
                migrations.CreateModel(
                    name='Picture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('file', models.FileField(max_length=300, upload_to='pictures/')),
                        ('sha256', models.CharField(max_length=64)),
                        ('kind', models.CharField(max_length=30)),
                        ('width', models.PositiveIntegerField()),
                        ('height', models.PositiveIntegerField()),
                        ('size', models.PositiveBigIntegerField()),
                        ('alt', models.TextField(blank=True, verbose_name='alternative text')),
                        ('focus_x', models.FloatField(default=0)),
                        ('focus_y', models.FloatField(default=0)),
                        ('rights', models.CharField(choices=[('own', 'Made by the office'), ('given', 'Given with permission'), ('free', 'Free licence'), ('unknown', 'Not clear yet')], default='own', max_length=20, verbose_name='rights')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='photographer or source')),
                        ('taken_on', models.DateField(blank=True, null=True, verbose_name='taken on')),
                        ('has_minor', models.BooleanField(default=False, verbose_name='a child can be recognised')),
                        ('has_patient', models.BooleanField(default=False, verbose_name='a patient can be recognised')),
                        ('added_at', models.DateTimeField()),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='content.consent')),
                        ('folder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='content.folder')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'picture',
                        'ordering': ['-id'],
                        'indexes': [models.Index(fields=['institution', 'folder', '-id'], name='pictures_of_a_folder'), models.Index(fields=['institution', 'sha256'], name='pictures_by_hash')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('focus_x__gte', -1), ('focus_x__lte', 1), ('focus_y__gte', -1), ('focus_y__lte', 1)), name='the_focus_lies_in_the_picture'), models.CheckConstraint(condition=models.Q(('rights__in', ['own', 'given', 'free', 'unknown'])), name='rights_are_of_a_known_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='ReasonGiven',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200)),
                        ('rule', models.CharField(max_length=30)),
                        ('reason', models.CharField(max_length=500, verbose_name='reason')),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='content.contentitem')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'key'), name='a_reason_is_given_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_reason_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('name', models.CharField(max_length=80)),
                        ('role', models.CharField(choices=[('operator', 'Operator'), ('editor', 'Editor'), ('approver', 'Approver'), ('duty_officer', 'Duty officer'), ('unit_liaison', 'Unit liaison'), ('information_officer', 'Information officer'), ('information_superior', 'Superior of the information officer'), ('coordinator', 'Complaint coordinator'), ('leader', 'Leader'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30)),
                        ('minutes', models.PositiveIntegerField()),
                        ('state', models.CharField(choices=[('queued', 'Not yet its turn'), ('waiting', 'Waiting'), ('approved', 'Approved'), ('returned', 'Returned'), ('dropped', 'No longer needed')], default='queued', max_length=20)),
                        ('began_at', models.DateTimeField(blank=True, null=True)),
                        ('due_at', models.DateTimeField(blank=True, null=True)),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('escalated_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('comment', models.TextField(blank=True)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='content.lanerun')),
                    ],
                    options={
                        'ordering': ['run', 'number'],
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['institution', 'due_at'], name='steps_that_wait')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'waiting', 'approved', 'returned', 'dropped'])), name='a_step_is_in_a_known_state'), models.UniqueConstraint(fields=('run', 'number'), name='a_step_number_is_given_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('due_at__isnull', False), _connector='OR'), name='a_waiting_step_has_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'returned']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decision_has_somebody_who_made_it')],
                    },
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('document', 'Document'), ('link', 'Link'), ('person', 'Person')], max_length=20, verbose_name='kind')),
                        ('reference', models.CharField(help_text="The document's name and number, the address, or the person and their position.", max_length=1000, verbose_name='reference')),
                        ('statement', models.TextField(blank=True, verbose_name='what it says')),
                        ('file', models.FileField(blank=True, upload_to='sources/', verbose_name='file')),
                        ('added_at', models.DateTimeField()),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='content.contentitem')),
                        ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version')),
                    ],
                    options={
                        'verbose_name': 'source',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['document', 'link', 'person'])), name='a_source_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), _negated=True), models.Q(('statement', ''), _negated=True), _connector='OR'), name='a_person_states_something')],
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('follows_words', models.BooleanField(default=True)),
                        ('follows_pictures', models.BooleanField(default=True)),
                        ('text', models.TextField(blank=True)),
                        ('title', models.CharField(blank=True, max_length=300)),
                        ('link', models.CharField(blank=True, max_length=2000)),
                        ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                        ('thread', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                        ('offset_minutes', models.IntegerField(default=0)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.socialaccount')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='content.version')),
                    ],
                    options={
                        'ordering': ['order', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('version', 'account'), name='an_account_is_placed_once'), models.CheckConstraint(condition=models.Q(('follows_words', False), models.Q(('link', ''), ('tags', []), ('text', ''), ('thread', []), ('title', '')), _connector='OR'), name='what_follows_has_no_words_of_its_own')],
                    },
                ),
                migrations.CreateModel(
                    name='PlacedPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveSmallIntegerField()),
                        ('alt', models.TextField(blank=True)),
                        ('focus_x', models.FloatField(default=0)),
                        ('focus_y', models.FloatField(default=0)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='content.picture')),
                        ('placement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placed', to='content.placement')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placed', to='content.version')),
                    ],
                    options={
                        'ordering': ['place'],
                        'constraints': [models.UniqueConstraint(models.F('version'), django.db.models.functions.comparison.Coalesce('placement_id', 0), models.F('place'), name='a_place_holds_one_picture')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(blank=True, max_length=60)),
                        ('quote', models.TextField(blank=True)),
                        ('text', models.TextField(verbose_name='comment')),
                        ('at', models.DateTimeField()),
                        ('resolved_at', models.DateTimeField(blank=True, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='content.contentitem')),
                        ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.version')),
                    ],
                    options={
                        'verbose_name': 'comment',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_comment_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingCopy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('written', models.JSONField()),
                        ('saved_at', models.DateTimeField()),
                        ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='content.version')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_copies', to='content.contentitem')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('item', 'member'), name='a_person_has_one_working_copy')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficeTuning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('settings', models.JSONField(blank=True, default=dict)),
                        ('why', models.CharField(max_length=500, verbose_name='reason')),
                        ('list_version', models.PositiveIntegerField()),
                        ('made_at', models.DateTimeField()),
                        ('holds_from', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'settings of the rules',
                        'constraints': [models.UniqueConstraint(fields=('institution', 'number'), name='a_number_of_the_rules_is_used_once'), models.CheckConstraint(condition=models.Q(('holds_from__gte', models.F('made_at'))), name='rules_do_not_hold_before_they_are_made')],
                    },
                ),
                migrations.CreateModel(
                    name='Crisis',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(max_length=500, verbose_name='reason')),
                        ('at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_why', models.CharField(blank=True, max_length=500)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'crisis',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('institution',), name='an_office_has_one_crisis_at_a_time'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_at__gte', models.F('at')), ('ended_by__isnull', False)), _connector='OR'), name='a_crisis_is_ended_by_somebody_after_it_began')],
                    },
                ),
                migrations.CreateModel(
                    name='LetThrough',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('crisis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='let_through', to='content.crisis')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('crisis', 'item'), name='an_item_is_let_through_once')],
                    },
                ),
            ],
        ),
        Walls(
            "campaign", "consent", "contentitem", "folder", "lanerun", "lanesetting", "linkcheck", "note",
            "officerules", "picture", "pillar", "placedpicture", "placement", "reasongiven", "reviewstep",
            "source", "version", "workingcopy",
        ),
        # A version is kept as it was: even a mistake of ours cannot change what somebody approved (R11).
        migrations.RunSQL(
            """
            CREATE FUNCTION content_is_kept_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'A version is never changed: save another one.' USING ERRCODE = 'check_violation';
            END $$;
            CREATE TRIGGER version_is_kept BEFORE UPDATE OR DELETE ON content_version
                FOR EACH ROW EXECUTE FUNCTION content_is_kept_as_it_was();
            CREATE TRIGGER placement_is_kept BEFORE UPDATE OR DELETE ON content_placement
                FOR EACH ROW EXECUTE FUNCTION content_is_kept_as_it_was();
            CREATE TRIGGER placed_picture_is_kept BEFORE UPDATE OR DELETE ON content_placedpicture
                FOR EACH ROW EXECUTE FUNCTION content_is_kept_as_it_was();
            CREATE FUNCTION content_file_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (NEW.sha256, NEW.file, NEW.kind) IS DISTINCT FROM (OLD.sha256, OLD.file, OLD.kind) THEN
                    RAISE EXCEPTION 'The file of a picture is never replaced.' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER file_is_kept BEFORE UPDATE ON content_picture
                FOR EACH ROW EXECUTE FUNCTION content_file_is_kept();
            """,
            """
            DROP TRIGGER version_is_kept ON content_version;
            DROP TRIGGER placement_is_kept ON content_placement;
            DROP TRIGGER placed_picture_is_kept ON content_placedpicture;
            DROP TRIGGER file_is_kept ON content_picture;
            DROP FUNCTION content_is_kept_as_it_was();
            DROP FUNCTION content_file_is_kept();
            """,
        ),
        Walls("officetuning"),
        # What held once can be read for ever: a setting is never changed, another is made.
        migrations.RunSQL(
            """
            CREATE TRIGGER tuning_is_kept BEFORE UPDATE OR DELETE ON content_officetuning
                FOR EACH ROW EXECUTE FUNCTION content_is_kept_as_it_was();
            """,
            "DROP TRIGGER tuning_is_kept ON content_officetuning;",
        ),
        Walls("crisis", "letthrough"),
    ]
