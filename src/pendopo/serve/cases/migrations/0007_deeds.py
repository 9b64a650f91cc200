"""When a case was opened again, what is said by itself, and that the unit complained of is on no list (R33)."""

import django.db.models.deletion
from django.db import migrations, models

from pendopo.foundation.tenancy import Walls
from pendopo.serve.cases import third_wall

REOPENED = """
UPDATE cases_case AS c SET reopened_at = e.at
  FROM (SELECT case_id, max(at) AS at FROM cases_entry WHERE what = 'reopened' GROUP BY case_id) AS e
 WHERE e.case_id = c.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_citizens'),
        ('institution', '0004_ladder'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='reopened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(REOPENED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='answer',
            name='purpose',
            field=models.CharField(choices=[('acknowledgement', 'We have it'), ('question', 'A question to the citizen'), ('follow_up', 'What is being done'), ('final', 'The answer'), ('news', 'News of the case')], default='final', max_length=20),
        ),
        migrations.CreateModel(
            name='CaseSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acknowledges', models.BooleanField(default=False, verbose_name='Tell citizens that their message became a case')),
                ('acknowledgement', models.TextField(blank=True, max_length=1000, verbose_name='What is said')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.member')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institution.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution',), name='an_office_has_one_way_with_cases'), models.CheckConstraint(condition=models.Q(('acknowledges', False), models.Q(('acknowledgement', ''), _negated=True), _connector='OR'), name='what_cases_say_by_themselves_has_words')],
            },
        ),
        Walls("casesettings"),
        migrations.RunSQL(third_wall.LISTS, third_wall.LISTS_BACKWARDS),
    ]
