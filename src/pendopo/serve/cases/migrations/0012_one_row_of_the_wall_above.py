"""The third wall asks for one row of the table above, and never reads all of it."""

from typing import ClassVar

from django.db import migrations

from pendopo.foundation.tenancy import NeedToKnowAgain


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0011_stretches_of_time")]

    operations: ClassVar = [
        NeedToKnowAgain(
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
        NeedToKnowAgain("unitmail", "reminder", column="referral_id", of="cases.referral"),
        NeedToKnowAgain("csat", "filing", "publicpost", "imported", column="case_id", of="cases.case"),
    ]
