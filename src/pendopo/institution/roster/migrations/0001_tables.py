"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('roster', '0001_initial')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='WeeklyShift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField(verbose_name='weekday')),
                        ('begins', models.TimeField(verbose_name='from')),
                        ('ends', models.TimeField(verbose_name='until')),
                        ('first_on', models.DateField(verbose_name='from day')),
                        ('last_on', models.DateField(blank=True, null=True, verbose_name='until day')),
                        ('on_days_off', models.BooleanField(default=False, verbose_name='on days off as well')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'weekly shift',
                        'ordering': ['weekday', 'begins', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='a_week_has_seven_days'), models.CheckConstraint(condition=models.Q(('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='a_weekly_shift_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Shift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begins_on', models.DateField(verbose_name='day')),
                        ('begins_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('planned', 'On the roster'), ('handed_over', 'Handed over'), ('called_off', 'Called off')], default='planned', max_length=20)),
                        ('note', models.TextField(blank=True, verbose_name='handover note')),
                        ('handed_over_at', models.DateTimeField(null=True)),
                        ('called_off_why', models.CharField(blank=True, max_length=300)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='institution.member')),
                        ('weekly', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='roster.weeklyshift')),
                    ],
                    options={
                        'verbose_name': 'shift',
                        'ordering': ['begins_at', 'pk'],
                        'indexes': [models.Index(fields=['institution', 'ends_at'], name='shifts_by_end'), models.Index(fields=['member', 'ends_at'], name='shifts_of_a_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'handed_over', 'called_off'])), name='a_shift_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='a_shift_ends_after_it_begins'), models.UniqueConstraint(fields=('weekly', 'begins_on'), name='a_weekly_shift_comes_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed_over'), _negated=True), models.Q(('handed_over_at__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='what_was_handed_over_says_what_and_when')],
                    },
                ),
                migrations.CreateModel(
                    name='Leave',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_on', models.DateField(verbose_name='from')),
                        ('last_on', models.DateField(verbose_name='until and with')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'leave',
                        'ordering': ['first_on', 'pk'],
                        'indexes': [models.Index(fields=['member', 'last_on'], name='leave_of_a_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='leave_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='QuietHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('choice', models.CharField(choices=[('closed', 'While the office is closed'), ('own', 'At hours of my own'), ('never', 'Never: tell me everything at once')], default='closed', max_length=20, verbose_name='quiet')),
                        ('begins', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                        ('ends', models.TimeField(blank=True, null=True, verbose_name='until')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'quiet hours',
                        'constraints': [models.UniqueConstraint(fields=('member',), name='a_person_has_one_quiet_time'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'own'), _negated=True), models.Q(('begins__isnull', False), ('ends__isnull', False)), _connector='OR'), name='own_quiet_hours_have_a_beginning_and_an_end')],
                    },
                ),
                migrations.CreateModel(
                    name='RosterSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('cover', models.CharField(choices=[('office', 'While the office is open'), ('working_days', 'On working days, at these hours'), ('every_day', 'Every day, at these hours')], default='office', max_length=20, verbose_name='Somebody is on duty')),
                        ('begins', models.TimeField(blank=True, null=True, verbose_name='from')),
                        ('ends', models.TimeField(blank=True, null=True, verbose_name='until')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_has_one_roster'), models.CheckConstraint(condition=models.Q(('cover', 'office'), models.Q(('begins__isnull', False), ('ends__isnull', False)), _connector='OR'), name='hours_to_cover_have_a_beginning_and_an_end')],
                    },
                ),
                migrations.CreateModel(
                    name='Swap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(blank=True, max_length=300)),
                        ('state', models.CharField(choices=[('asked', 'Asked'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Taken back'), ('lapsed', 'Not answered in time')], default='asked', max_length=20)),
                        ('asked_at', models.DateTimeField()),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('in_return', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roster.shift')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('shift', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='roster.shift')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'swap',
                        'ordering': ['asked_at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'accepted', 'declined', 'withdrawn', 'lapsed'])), name='a_swap_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('shift',), name='one_colleague_at_a_time_is_asked'), models.CheckConstraint(condition=models.Q(('to', models.F('asked_by')), _negated=True), name='nobody_swaps_with_themselves')],
                    },
                ),
            ],
        ),
        Walls("weeklyshift", "shift", "leave", "quiethours", "rostersettings", "swap"),
    ]
