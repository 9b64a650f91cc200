"""All tables of this room as they are: made in one stroke on an empty database."""

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
                    name='Batch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('design', models.CharField(max_length=60)),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('size', models.CharField(max_length=20)),
                        ('state', models.CharField(choices=[('waiting', 'Waits to be drawn'), ('drawing', 'Being drawn'), ('done', 'Drawn'), ('stopped', 'Stopped')], default='waiting', max_length=20)),
                        ('total', models.PositiveIntegerField()),
                        ('drawn', models.PositiveIntegerField(default=0)),
                        ('made_at', models.DateTimeField()),
                        ('began_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'batch of cards',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'drawing', 'done', 'stopped'])), name='a_batch_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('total'))), name='no_more_cards_than_rows')],
                    },
                ),
                migrations.CreateModel(
                    name='BatchCard',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('row', models.PositiveIntegerField()),
                        ('words', models.JSONField()),
                        ('problems', models.JSONField(blank=True, default=list)),
                        ('file', models.FileField(blank=True, max_length=300, upload_to='cards/')),
                        ('alt', models.TextField(blank=True)),
                        ('looked_at', models.DateTimeField(blank=True, null=True)),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='visuals.batch')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'ordering': ['number'],
                        'indexes': [models.Index(condition=models.Q(('looked_at__isnull', True)), fields=['batch', 'number'], name='cards_left_to_draw')],
                        'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='a_row_is_one_card')],
                    },
                ),
                migrations.CreateModel(
                    name='Boundaries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('geojson', models.TextField()),
                        ('areas', models.PositiveIntegerField()),
                        ('kept_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_has_one_set_of_boundaries')],
                    },
                ),
                migrations.CreateModel(
                    name='Visual',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('design', models.CharField(max_length=60)),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('state', models.CharField(choices=[('draft', 'Being filled in'), ('used', 'Used in a content item'), ('put_away', 'Put away')], default='draft', max_length=20)),
                        ('step', models.PositiveIntegerField(default=1)),
                        ('words', models.JSONField(default=dict)),
                        ('origin', models.CharField(blank=True, max_length=60)),
                        ('origin_id', models.BigIntegerField(blank=True, null=True)),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                    ],
                    options={
                        'verbose_name': 'visual',
                        'ordering': ['-changed_at', '-id'],
                        'indexes': [models.Index(fields=['institution', '-changed_at'], name='visuals_by_change')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'used', 'put_away'])), name='a_visual_is_in_a_known_state')],
                    },
                ),
                migrations.CreateModel(
                    name='Use',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('picture_ids', models.JSONField()),
                        ('sizes', models.JSONField(default=list)),
                        ('in_sizes', models.JSONField(default=dict)),
                        ('draws_on', models.BooleanField(default=False)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.contentitem')),
                        ('visual', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='visuals.visual')),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                    },
                ),
                migrations.CreateModel(
                    name='Film',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('words', models.JSONField()),
                        ('size', models.CharField(max_length=20)),
                        ('seconds_a_page', models.PositiveSmallIntegerField(default=4)),
                        ('is_calm', models.BooleanField(default=False)),
                        ('says', models.JSONField(blank=True, default=list)),
                        ('narration', models.FileField(blank=True, max_length=300, upload_to='narrations/')),
                        ('state', models.CharField(choices=[('waiting', 'Waits to be made'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=20)),
                        ('progress', models.PositiveSmallIntegerField(default=0)),
                        ('file', models.FileField(blank=True, max_length=300, upload_to='films/')),
                        ('captions', models.FileField(blank=True, max_length=300, upload_to='films/')),
                        ('seconds', models.FloatField(blank=True, null=True)),
                        ('why', models.CharField(blank=True, max_length=300)),
                        ('remark', models.CharField(blank=True, max_length=300)),
                        ('seen_at', models.DateTimeField(blank=True, null=True)),
                        ('made_at', models.DateTimeField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('visual', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='films', to='visuals.visual')),
                    ],
                    options={
                        'verbose_name': 'film',
                        'ordering': ['-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'making', 'ready', 'failed'])), name='a_film_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='a_ready_film_can_be_seen'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='a_film_is_at_most_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Filling',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('words', models.JSONField()),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('visual', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fillings', to='visuals.visual')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('visual', 'number'), name='a_filling_has_its_number')],
                    },
                ),
            ],
        ),
        Walls("batch", "batchcard", "boundaries", "visual", "use", "film", "filling"),
    ]
