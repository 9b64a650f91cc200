from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('institution', '0001_tables'),
        ('material', '0001_tables'),
    ]

    operations = [
        migrations.RenameModel(old_name='Reminded', new_name='MailLine'),
        migrations.AlterModelOptions(name='mailline', options={'verbose_name': 'request in a mail'}),
        migrations.AlterField(
            model_name='mailline',
            name='mail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='material.materialmail'),
        ),
        migrations.AlterField(
            model_name='mailline',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='in_mails', to='material.materialrequest'),
        ),
        migrations.RemoveConstraint(model_name='mailline', name='a_reminder_names_a_request_once'),
        migrations.AddConstraint(
            model_name='mailline',
            constraint=models.UniqueConstraint(fields=('mail', 'request'), name='a_mail_names_a_request_once'),
        ),
        migrations.AddField(
            model_name='materialrequest',
            name='key',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='materialrequest',
            constraint=models.UniqueConstraint(fields=('institution', 'key'), name='a_form_asks_a_unit_once'),
        ),
        # First requests that were promised alone are letters of one.
        migrations.RunSQL(
            "INSERT INTO material_mailline (institution_id, mail_id, request_id) "
            "SELECT institution_id, id, request_id FROM material_materialmail WHERE kind = 'request'",
            migrations.RunSQL.noop,
        ),
    ]
