"""A new key reaches everything that was sealed: no column of bytes is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from pendopo.config import sealed
from pendopo.foundation.ledger import KINDS, Kind, write
from pendopo.foundation.ledger.verifying import verify
from pendopo.foundation.secrets.keyring import KeyRing, new_key
from pendopo.foundation.tenancy import acting_for
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.institution.accounts.outside import seal
from pendopo.institution.tests.builders import a_person, an_institution

OLD, NEW = new_key(), new_key()


def test_every_column_of_bytes_says_whether_it_is_sealed():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("pendopo.")
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
    }
    named = {
        f"{one.model}.{field}"
        for one in sealed.SEALED
        if not one.is_json
        for field in (one.field, one.index)
        if field
    }
    assert len({(one.model, one.field) for one in sealed.SEALED}) == len(sealed.SEALED), "each is named once"
    assert found == named | sealed.OPEN, "name the column in SEALED (how a new key reaches it) or in OPEN"


@pytest.fixture
def old_ring(settings) -> KeyRing:
    settings.PENDOPO_KEY_RING = KeyRing.of([OLD])
    return settings.PENDOPO_KEY_RING


@pytest.fixture
def told() -> Iterator[Kind]:
    kind = Kind("test.told", "%(by)s told of %(name)s", personal={"name": "never"})
    yield kind
    del KINDS[kind.did]


@contextmanager
def the_owner() -> Iterator[None]:
    """The owner within the test's own transaction, its deferred triggers done."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET ROLE pendopo")
        yield
        cursor.execute("SET ROLE pendopo_app")


@pytest.mark.django_db
def test_after_a_rotation_the_newest_key_alone_opens_everything(old_ring, settings, told):
    office = an_institution()
    with acting_for(office.pk):
        account = SocialAccount.objects.create(
            institution=office, network="practice", handle="a", connected_at=timezone.now(), webhook_token="a"
        )
        SocialAccount.objects.filter(pk=account.pk).update(secrets=seal(account.mark, {"token": "rahasia"}))
        write(institution_id=office.pk, by=None, did=told.did, at=timezone.now(), personal={"name": "Budi"})
    factor = Authenticator.objects.create(
        user=a_person(), type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DP"), "used": [1, 2]}
    )

    settings.PENDOPO_KEY_RING = KeyRing.of([NEW, OLD])
    with the_owner():
        reach = sealed.rotate()
    assert (reach.renewed, reach.unreadable) == (3, ())

    settings.PENDOPO_KEY_RING = KeyRing.of([NEW])
    with acting_for(office.pk):
        account.refresh_from_db()
        assert accounts.credentials_of(account).secrets == {"token": "rahasia"}
    assert verify(office.pk).holds
    factor.refresh_from_db()
    assert decrypt(factor.data["secret"]) == "JBSWY3DP"
    assert factor.data["used"] == [1, 2]


@pytest.mark.django_db
def test_a_second_rotation_has_nothing_to_do_and_a_lost_key_is_named(old_ring, settings):
    office = an_institution()
    with acting_for(office.pk):
        account = SocialAccount.objects.create(
            institution=office, network="practice", handle="a", connected_at=timezone.now(), webhook_token="a"
        )
        SocialAccount.objects.filter(pk=account.pk).update(secrets=seal(account.mark, {"token": "rahasia"}))
    with the_owner():
        assert sealed.rotate() == sealed.Reach()
        settings.PENDOPO_KEY_RING = KeyRing.of([NEW])
        reach = sealed.rotate()
    assert reach.renewed == 0
    assert old_ring.key_ids[0] in reach.unreadable[0]
