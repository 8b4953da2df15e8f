"""What a run makes under the home, for its own user alone: workers are started by others, with any mask."""

import os

from pipeline.privacy import keep_private
from pipeline.settings.load import load_settings


def keep_home_private() -> None:
    """See that files of this run's process stay with its user, and close a home that others can look into.

    Raises:
        SettingsError: a setting cannot be used.
    """
    keep_private(load_settings(os.environ).home)
