"""Cases with supervisory content are seen by their list only, and no protection is lowered without a consent."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tenancy import KnownTo, NeedToKnow, Walls
from pendopo.serve.cases import third_wall


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_search'),
        ('inbox', '0007_who_needs_to_know'),
        ('institution', '0003_roles_that_serve'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(choices=[('is_anonymous', 'that their name need not be secret'), ('is_confidential', 'that the content need not be secret'), ('supervisory_content', 'that it is no matter of supervision'), ('lapor', 'that we file it at SP4N-LAPOR! for them')], max_length=20)),
                ('given_on', models.DateField(verbose_name='when the reporter agreed')),
                ('how', models.CharField(max_length=200, verbose_name='how the reporter agreed')),
                ('text', models.TextField(verbose_name='what the reporter said')),
                ('recorded_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'consent of the reporter',
                'ordering': ['recorded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Knower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300, verbose_name='why they need to know')),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'member who needs to know',
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='known_to',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), editable=False, null=True, size=None),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('known_to__isnull', True), ('supervisory_content', False)), models.Q(('known_to__len__gt', 0), ('supervisory_content', True)), _connector='OR'), name='supervisory_content_is_known_to_a_list'),
        ),
        migrations.AddField(
            model_name='consent',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='cases.case'),
        ),
        migrations.AddField(
            model_name='consent',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution'),
        ),
        migrations.AddField(
            model_name='consent',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member'),
        ),
        migrations.AddField(
            model_name='knower',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member'),
        ),
        migrations.AddField(
            model_name='knower',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='knowers', to='cases.case'),
        ),
        migrations.AddField(
            model_name='knower',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution'),
        ),
        migrations.AddField(
            model_name='knower',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member'),
        ),
        migrations.AddField(
            model_name='knower',
            name='removed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('how', ''), _negated=True)), name='a_consent_says_what_and_how'),
        ),
        migrations.AddConstraint(
            model_name='knower',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case', 'member'), name='a_member_is_on_a_list_once'),
        ),
        Walls("consent", "knower"),
        KnownTo("case"),
        NeedToKnow(
            "entry",
            "reporter",
            "referral",
            "answer",
            "wait",
            "attachment",
            "consent",
            "knower",
            column="case_id",
            of="cases.case",
        ),
        migrations.RunSQL(third_wall.FORWARDS, third_wall.BACKWARDS),
    ]
