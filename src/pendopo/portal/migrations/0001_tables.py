"""All tables of this room as they are: made in one stroke on an empty database."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tables import Tables
from pendopo.foundation.tenancy import Walls


class Migration(migrations.Migration):

    replaces = [('portal', '0001_initial'), ('portal', '0002_comment_policy')]

    initial = True

    dependencies = [
        ('institution', '0001_tables'),
    ]

    operations = [
        Tables(
            tables=[
                migrations.CreateModel(
                    name='Article',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=128)),
                        ('title', models.CharField(max_length=160)),
                        ('text', models.TextField()),
                        ('link', models.CharField(blank=True, max_length=2000)),
                        ('thread', models.JSONField(default=list)),
                        ('tags', models.JSONField(default=list)),
                        ('categories', models.JSONField(default=list)),
                        ('pictures', models.JSONField(default=list)),
                        ('language', models.CharField(default='id', max_length=10)),
                        ('published_at', models.DateTimeField()),
                        ('taken_down_at', models.DateTimeField(blank=True, null=True)),
                        ('views', models.PositiveBigIntegerField(default=0)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('taken_down_at__isnull', True)), fields=['institution', '-published_at', '-id'], name='portal_news')],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='a_portal_key_names_one_article')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(blank=True, max_length=128)),
                        ('author', models.CharField(max_length=80, verbose_name='your name')),
                        ('text', models.TextField(max_length=5000, verbose_name='comment')),
                        ('is_ours', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('held', 'Waiting to be looked at'), ('shown', 'Shown'), ('hidden', 'Hidden'), ('gone', 'Taken down')], max_length=20)),
                        ('said_at', models.DateTimeField()),
                        ('place', models.PositiveBigIntegerField()),
                        ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='portal.article')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='portal.comment')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['article', 'said_at'], name='portal_comments')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'shown', 'hidden', 'gone'])), name='a_comment_is_in_a_known_state'), models.UniqueConstraint(fields=('institution', 'place'), name='a_comment_has_its_own_place'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('institution', 'key'), name='a_portal_key_names_one_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='Medium',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(max_length=64)),
                        ('kind', models.CharField(max_length=30)),
                        ('file', models.FileField(upload_to='portal/')),
                        ('width', models.PositiveIntegerField()),
                        ('height', models.PositiveIntegerField()),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution', 'sha256'), name='a_portal_picture_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Shelf',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('last_place', models.PositiveBigIntegerField(default=0)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('institution',), name='an_institution_has_one_shelf')],
                    },
                ),
                migrations.CreateModel(
                    name='Token',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fingerprint', models.CharField(max_length=64, unique=True)),
                        ('name', models.CharField(max_length=100, verbose_name='name')),
                        ('made_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CommentPolicy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('words', models.TextField(max_length=4000, verbose_name='what you promise')),
                        ('appeal', models.TextField(max_length=2000, verbose_name='how somebody objects')),
                        ('why', models.CharField(max_length=300, verbose_name='what changed')),
                        ('made_at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                        ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                    ],
                    options={
                        'verbose_name': 'rules for comments',
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('institution', 'number'), name='a_comment_policy_has_its_number')],
                    },
                ),
            ],
        ),
        Walls("token", "medium", "article", "comment", "shelf"),
        Walls("commentpolicy"),
    ]
