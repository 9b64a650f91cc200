"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
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
                    name='Idea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('suggested', 'Suggested'), ('kept', 'Kept'), ('taken', 'Made into content'), ('set_aside', 'Set aside')], default='suggested', max_length=20)),
                        ('source', models.CharField(choices=[('national_day', 'National day'), ('asked', 'What citizens ask'), ('solved', 'What was solved'), ('standard', 'Service standard'), ('last_year', 'A year ago'), ('gap', 'Gap in the calendar'), ('news', 'In the news'), ('warning', 'Official warning'), ('own', "A colleague's own")], max_length=20)),
                        ('reference', models.CharField(blank=True, max_length=200)),
                        ('title', models.CharField(max_length=200, verbose_name='what it is about')),
                        ('reasons', models.JSONField(blank=True, default=list)),
                        ('own_reason', models.CharField(blank=True, max_length=500, verbose_name='why')),
                        ('text', models.TextField(blank=True, verbose_name='draft words')),
                        ('template', models.CharField(blank=True, max_length=40, verbose_name='picture template')),
                        ('url', models.CharField(blank=True, max_length=1000, verbose_name='source')),
                        ('suggested_for', models.DateField(blank=True, null=True, verbose_name='for the day')),
                        ('useful_until', models.DateField(blank=True, null=True)),
                        ('is_solemn', models.BooleanField(default=False)),
                        ('strength', models.PositiveIntegerField(default=0)),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('why_aside', models.CharField(blank=True, max_length=300)),
                        ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                        ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.campaign', verbose_name='campaign')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('pillar', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.pillar', verbose_name='pillar')),
                        ('set_aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'idea',
                        'ordering': ['-changed_at', '-id'],
                        'indexes': [models.Index(fields=['institution', 'state', '-changed_at', '-id'], name='ideas_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['suggested', 'kept', 'taken', 'set_aside'])), name='an_idea_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('institution', 'source', 'reference'), name='a_thing_is_suggested_once'), models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('state', 'taken'), ('taken_at__isnull', False)), models.Q(models.Q(('state', 'taken'), _negated=True), ('item__isnull', True), ('taken_at__isnull', True)), _connector='OR'), name='a_taken_idea_says_what_came_of_it'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'set_aside'), _negated=True), models.Q(models.Q(('why_aside', ''), _negated=True), ('set_aside_at__isnull', False)), _connector='OR'), name='an_idea_set_aside_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'own'), _negated=True), models.Q(('made_by__isnull', False), ('reference', '')), _connector='OR'), name='an_own_idea_says_whose_it_is'), models.CheckConstraint(condition=models.Q(('is_solemn', False), models.Q(('template__in', ['greeting', 'invitation', 'opening']), _negated=True), _connector='OR'), name='nothing_festive_on_a_solemn_day')],
                    },
                ),
            ],
        ),
        Walls("idea"),
    ]
