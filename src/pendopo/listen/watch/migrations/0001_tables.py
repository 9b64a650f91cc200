"""All tables of this room as they are: made in one stroke on an empty database."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('content', '0002_until_when'),
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('kind', models.CharField(choices=[('news', 'News (RSS or Atom)'), ('own', 'Our own site (RSS or Atom)'), ('facts', 'Fact checks (RSS or Atom)'), ('page', 'A page without a feed: tell when it changes'), ('posts', 'Public posts with our words'), ('quakes', 'Earthquakes of BMKG (JSON)'), ('weather', 'Weather warnings of BMKG (CAP)')], max_length=20, verbose_name='kind')),
                        ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                        ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                        ('every_minutes', models.PositiveIntegerField(default=15, verbose_name='read every (minutes)')),
                        ('state', models.CharField(choices=[('off', 'Off'), ('on', 'On'), ('taken_away', 'Taken away')], default='off', max_length=20)),
                        ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('made_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField()),
                        ('read_at', models.DateTimeField(null=True)),
                        ('etag', models.CharField(blank=True, max_length=500)),
                        ('last_modified', models.CharField(blank=True, max_length=200)),
                        ('content_hash', models.CharField(blank=True, max_length=64)),
                        ('cursors', models.JSONField(default=dict)),
                        ('failures', models.PositiveIntegerField(default=0)),
                        ('trouble', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': 'source of news',
                        'indexes': [models.Index(condition=models.Q(('state', 'on')), fields=['due_at'], name='sources_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['off', 'on', 'taken_away'])), name='a_source_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'taken_away'), _negated=True), models.Q(('url', ''), _negated=True)), fields=('institution', 'url'), name='an_address_is_watched_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'posts'), ('url', ''), models.Q(('words', []), _negated=True)), models.Q(models.Q(('kind', 'posts'), _negated=True), models.Q(('url', ''), _negated=True), ('words', [])), _connector='OR'), name='a_source_has_an_address_or_words'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'on'), _negated=True), ('owner__isnull', False), _connector='OR'), name='somebody_answers_for_what_is_read')],
                    },
                ),
                migrations.CreateModel(
                    name='Story',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('title', models.CharField(max_length=300)),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('entry_count', models.PositiveIntegerField(default=0)),
                        ('score', models.PositiveIntegerField(default=0)),
                        ('is_about_us', models.BooleanField(default=False)),
                        ('reasons', models.JSONField(default=list)),
                        ('tone', models.CharField(choices=[('negative', 'Negative'), ('neutral', 'Neutral'), ('positive', 'Positive')], default='neutral', max_length=20)),
                        ('tone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'story',
                        'indexes': [models.Index(fields=['institution', '-last_at', '-id'], name='stories_newest_first')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='watch.feed')),
                        ('mark', models.CharField(max_length=64)),
                        ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='watch.story')),
                        ('title', models.CharField(max_length=300)),
                        ('url', models.CharField(blank=True, max_length=2000)),
                        ('author', models.CharField(blank=True, max_length=300)),
                        ('network', models.CharField(blank=True, max_length=20)),
                        ('summary', models.TextField(blank=True)),
                        ('text', models.TextField(blank=True)),
                        ('said_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('score', models.PositiveIntegerField(default=0)),
                        ('is_about_us', models.BooleanField(default=False)),
                        ('reasons', models.JSONField(default=list)),
                        ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('title', 'summary', 'text', config='pg_catalog.indonesian'), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ],
                    options={
                        'verbose_name': 'piece of news',
                        'indexes': [models.Index(fields=['institution', '-said_at', '-id'], name='news_newest_first'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='news_by_words')],
                        'constraints': [models.UniqueConstraint(fields=('feed', 'mark'), name='a_source_tells_a_thing_once')],
                    },
                ),
                migrations.CreateModel(
                    name='OfficialWarning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='watch.feed')),
                        ('mark', models.CharField(max_length=300)),
                        ('facts_hash', models.CharField(max_length=64)),
                        ('shape', models.CharField(max_length=20)),
                        ('state', models.CharField(choices=[('elsewhere', 'Does not concern us'), ('undrafted', 'Needs a draft by hand'), ('drafted', 'A draft is waiting'), ('updated', 'Replaced by a newer one'), ('cleared', 'Lifted by its sender'), ('expired', 'Has ended')], max_length=20)),
                        ('headline', models.CharField(max_length=300)),
                        ('stated', models.JSONField()),
                        ('url', models.CharField(blank=True, max_length=2000)),
                        ('sent_at', models.DateTimeField()),
                        ('begins_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('reasons', models.JSONField(default=list)),
                        ('trouble', models.TextField(blank=True)),
                        ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='watch.officialwarning')),
                        ('is_all_clear', models.BooleanField(default=False)),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('read_at', models.DateTimeField()),
                        ('drafted_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'verbose_name': 'official warning',
                        'indexes': [models.Index(fields=['institution', '-sent_at', '-id'], name='warnings_newest_first'), models.Index(condition=models.Q(('state__in', ['drafted', 'undrafted'])), fields=['ends_at'], name='warnings_ending')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['elsewhere', 'undrafted', 'drafted', 'updated', 'cleared', 'expired'])), name='a_warning_is_in_a_known_state'), models.UniqueConstraint(fields=('institution', 'mark', 'facts_hash'), name='a_warning_is_taken_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'drafted'), _negated=True), models.Q(('drafted_at__isnull', False), ('item__isnull', False)), _connector='OR'), name='a_drafted_warning_has_its_draft'), models.CheckConstraint(condition=models.Q(('follows__isnull', True), models.Q(('follows', models.F('id')), _negated=True), _connector='OR'), name='a_warning_follows_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Clip',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clip', to='watch.entry')),
                        ('tone', models.CharField(choices=[('negative', 'Negative'), ('neutral', 'Neutral'), ('positive', 'Positive')], max_length=20, verbose_name='tone')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'clip',
                        'indexes': [models.Index(fields=['institution', '-at'], name='clips_newest_first')],
                    },
                ),
                migrations.CreateModel(
                    name='WatchSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                        ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                        ('radius_km', models.PositiveIntegerField(default=150, verbose_name='radius in kilometres')),
                        ('least_magnitude', models.FloatField(default=4.5, verbose_name='earthquakes from magnitude')),
                        ('quake_hours', models.PositiveIntegerField(default=6, verbose_name="an earthquake's report holds for (hours)")),
                        ('names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                        ('region', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                        ('alerts_a_day', models.PositiveIntegerField(default=3, verbose_name='at most so many alerts a day')),
                    ],
                    options={
                        'verbose_name': 'settings of the watch',
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_watches_from_one_place'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='a_place_has_both_its_numbers')],
                    },
                ),
                migrations.CreateModel(
                    name='Alert',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('level', models.CharField(choices=[('watch', 'Twice as much as usual'), ('issue', 'Three times as much as usual')], max_length=20)),
                        ('counted', models.PositiveIntegerField()),
                        ('usual', models.FloatField()),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'alert',
                        'indexes': [models.Index(fields=['institution', '-at'], name='alerts_newest_first')],
                    },
                ),
            ],
        ),
        Walls('feed', 'story', 'entry', 'officialwarning', 'clip', 'watchsettings', 'alert'),
    ]
