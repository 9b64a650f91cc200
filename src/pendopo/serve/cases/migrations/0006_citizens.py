"""What citizens do on the public pages, what is filed for them, and registers that came in."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from pendopo.foundation.tenancy import NeedToKnow, Walls


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_purposes'),
        ('institution', '0004_ladder'),
    ]

    operations = [
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('mark', models.UUIDField(unique=True)),
                ('heading', models.JSONField()),
                ('kept', models.BinaryField(null=True)),
                ('rows', models.PositiveIntegerField()),
                ('mapping', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('imported_at', models.DateTimeField(null=True)),
                ('new', models.PositiveIntegerField(default=0)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
            ],
            options={
                'verbose_name': 'imported register',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Csat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered_at', models.DateTimeField()),
                ('score', models.PositiveSmallIntegerField(verbose_name='how content')),
                ('words', models.TextField(blank=True, verbose_name='why')),
                ('rated_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='cases.case')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
            ],
            options={
                'verbose_name': 'rating of an answer',
                'ordering': ['answered_at', 'id'],
                'indexes': [models.Index(fields=['institution', 'rated_at'], name='ratings_by_time')],
                'constraints': [models.UniqueConstraint(fields=('case', 'answered_at'), name='an_answer_is_rated_once'), models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='a_rating_is_from_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('to_file', 'To be filed'), ('waits_for_number', 'Filed; its number is missing'), ('filed', 'Filed, with its number'), ('given_up', 'Not filed')], default='to_file', max_length=20)),
                ('said', models.JSONField()),
                ('channel', models.CharField(max_length=200, verbose_name='institutional account it is filed with')),
                ('made_at', models.DateTimeField()),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number at LAPOR!')),
                ('filed_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filings', to='cases.case')),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='cases.consent')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
            ],
            options={
                'verbose_name': 'report filed at LAPOR!',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['to_file', 'waits_for_number'])), fields=['institution', 'made_at'], name='filings_without_number')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['to_file', 'waits_for_number', 'filed', 'given_up'])), name='a_filing_is_in_a_known_state'), models.UniqueConstraint(condition=models.Q(('state', 'given_up'), _negated=True), fields=('case',), name='a_case_is_filed_once'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('institution', 'number'), name='a_lapor_number_names_one_report'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'filed'), _negated=True), models.Q(models.Q(('number', ''), _negated=True), ('filed_at__isnull', False)), _connector='OR'), name='what_is_filed_has_its_number')],
            },
        ),
        migrations.CreateModel(
            name='PublicPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'key'), name='a_form_makes_one_case')],
            },
        ),
        migrations.CreateModel(
            name='Imported',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=64)),
                ('line', models.PositiveIntegerField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='imported', to='cases.case')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.register')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'reference'), name='a_row_of_a_register_makes_one_case')],
            },
        ),
        Walls("csat", "filing", "publicpost", "register", "imported"),
        NeedToKnow("csat", "filing", "publicpost", "imported", column="case_id", of="cases.case"),
    ]
