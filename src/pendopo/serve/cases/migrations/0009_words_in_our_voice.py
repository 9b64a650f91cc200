"""An answer that began as a language model's draft bears its mark, and a person stands behind it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_the_office_passes_it_on'),
        ('inbox', '0018_pressing'),
        ('institution', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='machine',
            field=models.CharField(blank=True, choices=[('begun', "Began as a language model's draft"), ('edited', "A language model's draft, changed by a person"), ('confirmed', "A language model's draft, confirmed by a person")], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='answer',
            name='machine_text',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'dropped']), models.Q(('machine', 'begun'), _negated=True), _connector='OR'), name='a_person_stands_behind_a_machine_answer'),
        ),
    ]
