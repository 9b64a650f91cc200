"""Decrees of holidays that an office put into its data folder, because our release was not there yet."""

from __future__ import annotations

from pendopo.config.data_folder import DataFolder
from pendopo.config.env import Env, SettingWrong
from pendopo.foundation import clock


def bring(env: Env) -> None:
    """Lay them over the packaged ones. Raises SettingWrong with what to mend in a file."""
    try:
        clock.bring(DataFolder(env.data).decrees)
    except clock.DecreeInvalid as error:
        raise SettingWrong(str(error)) from error
