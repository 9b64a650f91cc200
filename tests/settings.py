"""Settings of the tests: a data folder, keys and a database of this process's own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pendopo.foundation.secrets.keyring import new_key

DATA = Path(tempfile.mkdtemp(prefix="pendopo-tests-"))
# For root the database server runs as somebody else, who must be able to come in.
DATA.chmod(0o755)
os.environ["PENDOPO_DATA"] = str(DATA)
os.environ["PENDOPO_SECRET_KEY"] = "only for tests"
os.environ["PENDOPO_KEYS"] = new_key()
os.environ["PENDOPO_OUTSIDE_ALLOWED_HOSTS"] = "127.0.0.1,localhost"
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "PENDOPO_MAIL_URL", "PENDOPO_DEMO"):
    os.environ.pop(name, None)

from pendopo.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A house has it once an issuer is named.
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]  # noqa: F405
