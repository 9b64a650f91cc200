"""A unit's words that a language model is asked to say in the office's voice."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inbox', '0018_pressing'),
        ('institution', '0001_tables'),
        ('writing_aid', '0001_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='aid',
            name='what_was_erased_is_gone',
        ),
        migrations.AddField(
            model_name='aid',
            name='about',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='aid',
            name='given',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AlterField(
            model_name='aid',
            name='kind',
            field=models.CharField(choices=[('draft', 'Draft of an answer'), ('summary', 'Summary'), ('voice', "A unit's words in the office's voice")], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='aid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'voice'), _negated=True), models.Q(('about', ''), _negated=True), _connector='OR'), name='words_in_our_voice_are_somebodys'),
        ),
        migrations.AddConstraint(
            model_name='aid',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('given', ''), ('sent', ''), ('text', '')), _connector='OR'), name='what_was_erased_is_gone'),
        ),
    ]
