import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('openness', '0003_letters_by_mail'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='letter', name='letters_to_be_mailed'),
        migrations.RenameField(model_name='letter', old_name='mail_due_at', new_name='due_at'),
        migrations.RenameField(model_name='letter', old_name='mail_tries', new_name='tries'),
        migrations.RenameField(model_name='letter', old_name='mail_trouble', new_name='trouble'),
        migrations.RenameField(model_name='letter', old_name='mailed_at', new_name='sent_at'),
        migrations.AddField(
            model_name='letter',
            name='given_up_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='letter',
            name='sent_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='letter',
            name='mark',
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
        # What was given up before says so by its trouble alone.
        migrations.RunSQL(
            "UPDATE openness_letter SET given_up_at = made_at "
            "WHERE trouble <> '' AND due_at IS NULL AND sent_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['institution', 'due_at'], name='letters_to_be_mailed'),
        ),
    ]
