"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables


class Migration(migrations.Migration):

    replaces = [('practice', '0001_initial'), ('practice', '0002_blocked')]

    initial = True

    dependencies = [
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('handle', models.SlugField(max_length=60, unique=True, verbose_name='handle')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('fingerprint', models.CharField(max_length=64, unique=True)),
                        ('moods', models.JSONField(default=dict)),
                        ('webhook_url', models.CharField(blank=True, max_length=500)),
                        ('webhook_secret', models.CharField(blank=True, max_length=200)),
                        ('last_place', models.PositiveBigIntegerField(default=0)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'db_table': 'practice_account',
                        'ordering': ['handle'],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(blank=True, max_length=128)),
                        ('counted_as', models.CharField(blank=True, max_length=128)),
                        ('is_ours', models.BooleanField()),
                        ('author_handle', models.CharField(max_length=60)),
                        ('author_name', models.CharField(max_length=120)),
                        ('title', models.CharField(blank=True, max_length=120)),
                        ('text', models.TextField()),
                        ('link', models.CharField(blank=True, max_length=2000)),
                        ('pictures', models.JSONField(default=list)),
                        ('tags', models.JSONField(default=list)),
                        ('categories', models.JSONField(default=list)),
                        ('language', models.CharField(default='id', max_length=10)),
                        ('is_hidden', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField()),
                        ('ready_at', models.DateTimeField()),
                        ('gone_at', models.DateTimeField(null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='practice.account')),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='practice.post')),
                        ('root', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='practice.post')),
                    ],
                    options={
                        'db_table': 'practice_post',
                        'indexes': [models.Index(fields=['account', '-id'], name='practice_latest')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('account', 'key'), name='a_practice_key_names_one_post')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveBigIntegerField()),
                        ('kind', models.CharField(choices=[('reply', 'reply'), ('mention', 'mention'), ('direct', 'direct')], max_length=10)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='practice.account')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='practice.post')),
                    ],
                    options={
                        'db_table': 'practice_notice',
                        'constraints': [models.UniqueConstraint(fields=('account', 'place'), name='a_practice_notice_has_its_place')],
                    },
                ),
                migrations.CreateModel(
                    name='Turn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('method', models.CharField(max_length=10)),
                        ('path', models.CharField(max_length=300)),
                        ('times', models.PositiveIntegerField(default=1)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='practice.account')),
                    ],
                    options={
                        'db_table': 'practice_turn',
                        'constraints': [models.UniqueConstraint(fields=('account', 'method', 'path'), name='a_turn_is_counted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Medium',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=128)),
                        ('kind', models.CharField(max_length=30)),
                        ('file', models.FileField(upload_to='practice/')),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='practice.account')),
                    ],
                    options={
                        'db_table': 'practice_medium',
                        'constraints': [models.UniqueConstraint(fields=('account', 'key'), name='a_practice_picture_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Blocked',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('handle', models.CharField(max_length=60)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocked', to='practice.account')),
                    ],
                    options={
                        'db_table': 'practice_blocked',
                        'constraints': [models.UniqueConstraint(fields=('account', 'handle'), name='a_practice_citizen_is_blocked_once')],
                    },
                ),
            ],
        ),
    ]
