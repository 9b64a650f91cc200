"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('links', '0001_initial')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('cases.referral', 'one question to a unit'), ('cases.unit', 'all open questions to a unit'), ('cases.track', "a citizen's own case"), ('openness.request', "a citizen's own information request")], max_length=30)),
                        ('subject', models.CharField(max_length=60)),
                        ('subject_id', models.BigIntegerField()),
                        ('sum', models.BinaryField(max_length=32)),
                        ('made_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('first_opened_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_why', models.CharField(blank=True, max_length=300)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'link',
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [models.Index(fields=['institution', 'subject', 'subject_id'], name='links_of_a_row'), models.Index(fields=['expires_at'], name='links_that_have_ended')],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'sum'), name='a_secret_opens_one_link'), models.CheckConstraint(condition=models.Q(('purpose__in', ['cases.referral', 'cases.unit', 'cases.track', 'openness.request'])), name='a_link_is_for_a_known_purpose'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='a_link_ends_after_it_was_made'), models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), models.Q(('revoked_why', ''), _negated=True), _connector='OR'), name='a_withdrawn_link_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scope', models.BinaryField(max_length=16)),
                        ('began_at', models.DateTimeField()),
                        ('times', models.PositiveIntegerField(default=0)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['began_at'], name='counts_of_links_by_age')],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'scope', 'began_at'), name='openings_are_counted_in_one_place')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkPost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField()),
                        ('at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='links.link')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['at'], name='posts_of_links_by_age')],
                        'constraints': [models.UniqueConstraint(fields=('link', 'key'), name='a_form_counts_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkUse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outcome', models.CharField(choices=[('opened', 'opened for the first time'), ('forged', 'forged'), ('gone', 'not known any more'), ('expired', 'expired'), ('revoked', 'withdrawn'), ('other_purpose', 'made for another page'), ('other_subject', 'made for something else'), ('throttled', 'too often in a short time')], max_length=20)),
                        ('hour', models.DateTimeField()),
                        ('times', models.PositiveIntegerField(default=1)),
                        ('visitor', models.BinaryField(max_length=16)),
                        ('last_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='links.link')),
                    ],
                    options={
                        'ordering': ['-last_at', '-pk'],
                        'indexes': [models.Index(fields=['last_at'], name='uses_of_links_by_age')],
                        'constraints': [models.UniqueConstraint(fields=('link', 'outcome', 'hour'), name='a_link_is_counted_by_the_hour'), models.CheckConstraint(condition=models.Q(('outcome__in', ['expired', 'opened', 'other_purpose', 'other_subject', 'revoked', 'throttled'])), name='an_outcome_belongs_to_a_link')],
                    },
                ),
            ],
        ),
        Walls("link", "linkuse", "linkpost", "linkcount"),
    ]
