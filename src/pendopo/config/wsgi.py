"""The door for the web server."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from pendopo.config import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")

# A page is never silent for long while it is made, so what is silent is no longer needed by anyone.
database.let_go_after(settings.DATABASES["default"], seconds=database.IDLE_SECONDS_OF_PAGES)

application = get_wsgi_application()
