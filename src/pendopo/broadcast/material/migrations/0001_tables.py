"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import uuid
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
                    name='StandingCall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit', verbose_name='unit')),
                        ('title', models.CharField(max_length=200, verbose_name='about')),
                        ('what', models.TextField(verbose_name='what is needed')),
                        ('why', models.TextField(verbose_name='why')),
                        ('example', models.TextField(blank=True, verbose_name='an example')),
                        ('day', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)], verbose_name='day of the month')),
                        ('days_given', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='working days for the answer')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('made_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'monthly call',
                        'ordering': ['day', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 28)), name='a_call_comes_every_month'), models.CheckConstraint(condition=models.Q(('days_given__gte', 1)), name='a_call_leaves_time')],
                    },
                ),
                migrations.CreateModel(
                    name='MaterialRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.orgunit', verbose_name='unit')),
                        ('title', models.CharField(max_length=200, verbose_name='about')),
                        ('what', models.TextField(verbose_name='what is needed')),
                        ('why', models.TextField(verbose_name='why')),
                        ('example', models.TextField(blank=True, verbose_name='an example')),
                        ('state', models.CharField(choices=[('asked', 'With the unit'), ('answered', 'Material has come'), ('taken_in', 'Taken in'), ('sent_back', 'Asked again'), ('closed', 'Closed')], default='asked', max_length=20)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('asked_at', models.DateTimeField()),
                        ('promised_by', models.DateTimeField()),
                        ('answer_by', models.DateTimeField()),
                        ('round', models.PositiveSmallIntegerField(default=1)),
                        ('round_at', models.DateTimeField()),
                        ('question', models.TextField(blank=True)),
                        ('remind_at', models.DateTimeField(blank=True, null=True)),
                        ('seen_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('said_by', models.CharField(blank=True, max_length=150, verbose_name='name')),
                        ('is_partly', models.BooleanField(default=False)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_why', models.CharField(blank=True, max_length=500)),
                        ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='material.standingcall')),
                        ('month', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'request for material',
                        'ordering': ['-asked_at', '-id'],
                        'indexes': [models.Index(fields=['institution', 'state', '-asked_at', '-id'], name='material_by_state'), models.Index(fields=['institution', 'unit', 'asked_at'], name='material_of_a_unit'), models.Index(condition=models.Q(('remind_at__isnull', False)), fields=['remind_at'], name='material_to_remind')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'answered', 'taken_in', 'sent_back', 'closed'])), name='a_request_for_material_is_in_a_known_state'), models.UniqueConstraint(fields=('call', 'month'), name='a_call_asks_once_a_month'), models.CheckConstraint(condition=models.Q(models.Q(('call__isnull', True), ('month__isnull', True)), models.Q(('call__isnull', False), ('month__isnull', False)), _connector='OR'), name='a_call_says_for_which_month'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['answered', 'taken_in']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='material_that_came_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_in'), _negated=True), models.Q(('item__isnull', False), ('taken_at__isnull', False)), _connector='OR'), name='material_taken_in_stands_in_an_item'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent_back'), _negated=True), models.Q(('question', ''), _negated=True), _connector='OR'), name='a_request_asked_again_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='a_closed_request_says_when'), models.CheckConstraint(condition=models.Q(('answer_by__gt', models.F('round_at'))), name='a_unit_has_time_to_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='Piece',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='material.materialrequest')),
                        ('kind', models.CharField(choices=[('fact', 'What happened'), ('figure', 'A number with its source'), ('name', 'A name, as it is spelled')], max_length=20)),
                        ('text', models.TextField()),
                        ('value', models.CharField(blank=True, max_length=200)),
                        ('source', models.CharField(blank=True, max_length=500)),
                        ('added_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        'verbose_name': 'piece of material',
                        'ordering': ['id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['fact', 'figure', 'name'])), name='a_piece_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'figure'), _negated=True), models.Q(models.Q(('value', ''), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='a_number_says_where_it_comes_from'), models.CheckConstraint(condition=models.Q(('taken_at__isnull', True), ('sent_at__isnull', False), _connector='OR'), name='only_what_was_sent_is_taken_in')],
                    },
                ),
                migrations.CreateModel(
                    name='Photo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='material.materialrequest')),
                        ('file', models.FileField(max_length=300, upload_to='material/')),
                        ('sha256', models.CharField(max_length=64)),
                        ('kind', models.CharField(max_length=30)),
                        ('width', models.PositiveIntegerField()),
                        ('height', models.PositiveIntegerField()),
                        ('shows', models.TextField(verbose_name='what is to be seen')),
                        ('rights', models.CharField(choices=[('own', 'Made by the office'), ('given', 'Given with permission'), ('free', 'Free licence'), ('unknown', 'Not clear yet')], max_length=20, verbose_name='rights')),
                        ('source', models.CharField(max_length=200, verbose_name='photographer or source')),
                        ('people', models.CharField(blank=True, max_length=300, verbose_name='people shown')),
                        ('has_minor', models.BooleanField(default=False, verbose_name='a child can be recognised')),
                        ('has_patient', models.BooleanField(default=False, verbose_name='a patient can be recognised')),
                        ('consent', models.CharField(blank=True, choices=[('written', 'Written by the person shown'), ('guardian', 'Written by a parent or guardian'), ('event', 'Announced at a public event'), ('official', 'An official on duty')], max_length=20, verbose_name='kind of consent')),
                        ('consent_on', models.DateField(blank=True, null=True, verbose_name='given on')),
                        ('proof', models.FileField(blank=True, max_length=300, upload_to='material/', verbose_name='photo of the signed form')),
                        ('added_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.picture')),
                    ],
                    options={
                        'verbose_name': 'photo of a unit',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('request', 'sha256'), name='a_photo_is_sent_once'), models.CheckConstraint(condition=models.Q(('rights__in', ['own', 'given', 'free', 'unknown'])), name='rights_of_a_photo_are_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('has_minor', False), ('has_patient', False)), models.Q(('consent_on__isnull', False), models.Q(('consent', ''), _negated=True), models.Q(('proof', ''), _negated=True), models.Q(('people', ''), _negated=True)), _connector='OR'), name='who_needs_care_has_agreed'), models.CheckConstraint(condition=models.Q(('has_minor', False), ('consent', 'guardian'), _connector='OR'), name='for_a_child_a_guardian_agrees'), models.CheckConstraint(condition=models.Q(('picture__isnull', True), ('sent_at__isnull', False), _connector='OR'), name='only_a_photo_that_was_sent_is_taken_in')],
                    },
                ),
                migrations.CreateModel(
                    name='MaterialMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('kind', models.CharField(choices=[('request', 'request'), ('reminder', 'reminder'), ('question', 'a question about what came'), ('new_link', 'a new link'), ('thanks', 'the post that came of it')], max_length=20)),
                        ('key', models.CharField(max_length=100)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='material.materialrequest')),
                        ('rung', models.CharField(choices=[('liaison', 'Liaison'), ('head', 'Head of the unit'), ('secretary', 'Secretary'), ('leader', 'Leadership')], max_length=20)),
                        ('name', models.CharField(max_length=150)),
                        ('to', models.EmailField(max_length=254)),
                        ('words', models.JSONField(default=dict)),
                        ('mark', models.UUIDField(default=uuid.uuid4, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('given_up_at', models.DateTimeField(blank=True, null=True)),
                        ('trouble', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'verbose_name': 'mail about material',
                        'ordering': ['made_at', 'id'],
                        'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='mail_about_material_due')],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'key', 'to'), name='a_unit_is_written_to_once_about_material'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('given_up_at__isnull', True), ('sent_at__isnull', True)), models.Q(('due_at__isnull', True), ('given_up_at__isnull', True), ('sent_at__isnull', False)), models.Q(('due_at__isnull', True), ('given_up_at__isnull', False), ('sent_at__isnull', True)), _connector='OR'), name='a_mail_about_material_is_due_sent_or_given_up')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminded',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminded', to='material.materialmail')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminded_by', to='material.materialrequest')),
                    ],
                    options={
                        'verbose_name': 'request in a reminder',
                        'constraints': [models.UniqueConstraint(fields=('mail', 'request'), name='a_reminder_names_a_request_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MaterialReminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='material.materialrequest')),
                        ('round', models.PositiveSmallIntegerField()),
                        ('step', models.PositiveSmallIntegerField()),
                        ('at', models.DateTimeField()),
                        ('told', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), default=list, size=None)),
                    ],
                    options={
                        'verbose_name': 'reminder about material',
                        'ordering': ['at', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('request', 'round', 'step'), name='a_step_about_material_is_taken_once')],
                    },
                ),
            ],
        ),
        Walls("standingcall", "materialrequest", "piece", "photo", "materialmail", "materialreminder", "reminded"),
    ]
