"""The third wall asks of each row who needs to know: two indexes say it, so that counting reads no rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('inbox', '0013_labels_of_the_restricted')]

    operations = [
        migrations.RemoveIndex(model_name='conversation', name='inbox_unread'),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(
                fields=['institution', '-last_message_at', '-id'],
                name='inbox_unread',
                include=['known_to'],
                condition=models.Q(unread__gt=0),
            ),
        ),
        migrations.RemoveIndex(model_name='conversation', name='inbox_not_done'),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(
                fields=['institution', '-last_message_at', '-id'],
                name='inbox_not_done',
                include=['known_to'],
                condition=models.Q(('state', 'done'), _negated=True),
            ),
        ),
    ]
