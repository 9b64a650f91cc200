"""Makes the data folder and its keys, and tells `pendopo up` the settings it needs."""

from __future__ import annotations

import os
import sys

import click

from pendopo.config import database, decrees, mail
from pendopo.config.data_folder import DataFolder
from pendopo.config.env import Env, SettingWrong, env
from pendopo.config.opening import BESIDE, DATA, Opening, beside


def settings_of_first_start() -> Env:
    """The settings, after the keys they may take from the data folder were made. Raises SettingWrong."""
    folder = DataFolder(env().data)
    try:
        folder.prepare()
    except OSError as error:
        raise SettingWrong(
            f"The data folder {folder.path} cannot be used ({error.strerror}). "
            "Correct its owner, or choose another with PENDOPO_DATA.",
        ) from error
    env.cache_clear()
    return env()


def main(words: list[str]) -> None:
    """Write the opening as JSON, as the last line."""
    if BESIDE in words:
        os.environ[DATA] = str(beside(env().data))
        env.cache_clear()
    settings = settings_of_first_start()
    # What only the other processes read would otherwise be found wrong with half of the house standing.
    settings.signing_key()
    settings.key_ring()
    database.django(settings)
    mail.backend(settings)
    decrees.bring(settings)
    click.echo(
        Opening(
            data=str(settings.data),
            host=settings.host,
            port=settings.port,
            public_url=settings.public_url,
            demo=settings.demo,
            is_managed=bool(settings.database_url.get_secret_value()),
        ).told()
    )


if __name__ == "__main__":
    main(sys.argv[1:])
