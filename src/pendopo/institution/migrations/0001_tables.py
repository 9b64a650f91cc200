"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pendopo.foundation.clock.zones
from django.conf import settings
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('institution', '0001_initial'), ('institution', '0002_no_tuning'), ('institution', '0003_roles_that_serve'), ('institution', '0004_ladder')]

    initial = True

    dependencies = [
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Institution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=60, unique=True)),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                        ('zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Pontianak', 'WIB_PONTIANAK'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default=pendopo.foundation.clock.zones.Zone['WIB'], max_length=20, verbose_name='time zone')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                        ('phone', models.CharField(blank=True, max_length=60, verbose_name='phone')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('six_days', models.BooleanField(default=False, verbose_name='six working days')),
                        ('office_hours', models.JSONField(blank=True, default=dict)),
                        ('hours_instead', models.JSONField(blank=True, default=list)),
                        ('closed_days', models.JSONField(blank=True, default=list)),
                        ('regional_holidays', models.JSONField(blank=True, default=list)),
                        ('worked_days', models.JSONField(blank=True, default=list)),
                        ('colour', models.CharField(default='#34508c', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1f4e79.')], verbose_name='colour')),
                        ('accent', models.CharField(default='#8a5a2b', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1f4e79.')], verbose_name='second colour')),
                        ('logo', models.FileField(blank=True, upload_to='brand/', verbose_name='logo')),
                        ('heading_font', models.CharField(default='Plus Jakarta Sans', max_length=60, verbose_name='font of headings')),
                        ('body_font', models.CharField(default='Plus Jakarta Sans', max_length=60, verbose_name='font of text')),
                        ('voice', models.JSONField(blank=True, default=dict)),
                        ('requires_second_factor', models.JSONField(blank=True, default=list)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'institution',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                        ('name', models.CharField(max_length=150, verbose_name='name')),
                        ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                        ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', max_length=5)),
                        ('is_active', models.BooleanField(default=True)),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': 'person',
                        'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='an_email_is_lower_case')],
                    },
                ),
                migrations.CreateModel(
                    name='OrgUnit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                        ('duties', models.TextField(blank=True, help_text='What citizens ask this unit about.', verbose_name='duties')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('phone', models.CharField(blank=True, max_length=60, verbose_name='phone')),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='institution.orgunit')),
                    ],
                    options={
                        'verbose_name': 'unit',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'name'), name='a_unit_name_is_used_once'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='a_unit_is_not_its_own_parent')],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.CharField(blank=True, max_length=150, verbose_name='position')),
                        ('employee_number', models.CharField(blank=True, max_length=30, verbose_name='employee number (NIP)')),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('operator', 'Operator'), ('editor', 'Editor'), ('approver', 'Approver'), ('duty_officer', 'Duty officer'), ('unit_liaison', 'Unit liaison'), ('information_officer', 'Information officer'), ('information_superior', 'Superior of the information officer'), ('coordinator', 'Complaint coordinator'), ('leader', 'Leader'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=30), default=list, size=None)),
                        ('joined_at', models.DateTimeField(auto_now_add=True)),
                        ('left_at', models.DateTimeField(blank=True, null=True)),
                        ('left_why', models.CharField(blank=True, max_length=300)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='institution.orgunit')),
                    ],
                    options={
                        'verbose_name': 'member',
                        'ordering': ['person__name'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'person'), name='a_person_is_a_member_once')],
                    },
                ),
                migrations.CreateModel(
                    name='AssignmentLetter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=120, verbose_name='number')),
                        ('issued_on', models.DateField(verbose_name='date')),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('scope', models.CharField(blank=True, max_length=300, verbose_name='scope')),
                        ('scan', models.FileField(blank=True, upload_to='letters/', verbose_name='scan')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('warned_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'assignment letter',
                        'ordering': ['-valid_from'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='a_letter_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='LadderContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rung', models.CharField(choices=[('liaison', 'Liaison'), ('head', 'Head of the unit'), ('secretary', 'Secretary'), ('leader', 'Leadership')], max_length=20)),
                        ('name', models.CharField(max_length=150, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('phone', models.CharField(blank=True, max_length=60, verbose_name='WhatsApp')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ladder', to='institution.orgunit')),
                    ],
                    options={
                        'verbose_name': 'contact on the ladder',
                        'constraints': [models.UniqueConstraint(fields=('unit', 'rung'), name='one_contact_stands_on_a_rung'), models.UniqueConstraint(condition=models.Q(('unit__isnull', True)), fields=('institution', 'rung'), name='one_contact_stands_on_a_rung_of_the_house'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='a_contact_can_be_reached')],
                    },
                ),
            ],
        ),
        Walls("member", person_column="person_id"),
        Walls("orgunit", "assignmentletter"),
        Walls("laddercontact"),
    ]
