"""Rules an office changed have a table of their own with versions (content.OfficeTuning)."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("institution", "0001_initial")]

    operations = [migrations.RemoveField("institution", "tuning")]
