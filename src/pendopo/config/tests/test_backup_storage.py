"""Media are found wherever they are kept: in the data folder, or in an object storage."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

from pendopo.config.backup.writing import files_of

NAMES = ["2026/11/air bersih.jpg", "2026/11/jalan.png", "logo.svg"]


@pytest.fixture
def bucket() -> Iterator[S3Storage]:
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket="media")
    yield S3Storage(
        bucket_name="media",
        endpoint_url=endpoint,
        access_key="key",
        secret_key="secret",
        region_name="us-east-1",
    )
    server.stop()


def every_file(storage: Storage) -> list[str]:
    for name in NAMES:
        storage.save(name, ContentFile(b"gambar"))
    return sorted(files_of(storage))


def test_in_a_folder(tmp_path):
    assert every_file(FileSystemStorage(tmp_path)) == NAMES


def test_in_a_bucket(bucket):
    assert every_file(bucket) == NAMES


def test_where_nothing_was_kept_yet_nothing_is_found(tmp_path):
    assert list(files_of(FileSystemStorage(tmp_path / "none"))) == []
