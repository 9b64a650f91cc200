"""Django's settings, built from `config/env.py`: nothing here reads the environment itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from pendopo import networks
from pendopo.config import database, decrees, mail
from pendopo.config.env import env

django_stubs_ext.monkeypatch()

ENV = env()
decrees.bring(ENV)

SECRET_KEY = ENV.signing_key()
DEBUG = ENV.debug
# The proxy in front (or nobody) decides which host names reach us; links are built from PUBLIC_URL.
ALLOWED_HOSTS = ["*"]
PUBLIC_URL = ENV.public_url
IS_HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "pendopo.desk",
    "pendopo.portal",
    "pendopo.practice",
    "pendopo.serve.openness",
    "pendopo.serve.cases",
    "pendopo.serve.standards",
    "pendopo.listen.writing_aid",
    "pendopo.listen.watch",
    "pendopo.listen.rules",
    "pendopo.listen.inbox",
    "pendopo.broadcast.ideas",
    "pendopo.broadcast.sharing",
    "pendopo.broadcast.material",
    "pendopo.broadcast.calendar",
    "pendopo.broadcast.visuals",
    "pendopo.broadcast.publishing",
    "pendopo.broadcast.content",
    "pendopo.institution.notices",
    "pendopo.institution.roster",
    "pendopo.institution.accounts",
    "pendopo.institution.links",
    "pendopo.institution",
    "pendopo.foundation.ui",
    "pendopo.foundation",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    # It brings a second client for HTTP: 7 MB in each process, for those who sign in elsewhere.
    *(["allauth.socialaccount.providers.openid_connect"] if ENV.oidc_issuer else []),
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pendopo.foundation.web.StrictContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # files that stand compressed already
    "django.middleware.gzip.GZipMiddleware",  # pages, padded by chance against guessing their secrets
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "pendopo.foundation.web.NoNulls",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pendopo.institution.people.sessions.NoteWhereMiddleware",
    "pendopo.institution.people.middleware.MemberMiddleware",
]

ROOT_URLCONF = "pendopo.config.urls"
WSGI_APPLICATION = "pendopo.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pendopo.foundation.ui.context.house",
                "pendopo.desk.menu.menu",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {"default": database.django(ENV)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "institution.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Long words instead of odd characters, and no expiry (NIST SP 800-63B).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "pendopo.institution.people.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators invite people; nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # the link of an invitation ends at the desk
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes this house write to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Pendopo: "
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever invited a person vouches for the address
MFA_TOTP_ISSUER = "Pendopo"
MFA_ADAPTER = "pendopo.institution.people.adapters.SecondFactor"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "pendopo.institution.people.adapters.SingleSignOn"
SOCIALACCOUNT_ONLY = False
# A link, not a form: the content policy lets no form lead to another host, not even by a redirect.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": ENV.oidc_name,
                    "client_id": ENV.oidc_client_id,
                    "secret": ENV.oidc_client_secret.get_secret_value(),
                    "settings": {"server_url": ENV.oidc_issuer},
                }
            ],
        }
    }
    if ENV.oidc_issuer
    else {}
)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front redirects
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxy else None
USE_X_FORWARDED_HOST = ENV.trusted_proxy
X_FRAME_OPTIONS = "DENY"

# Counters of sign-in attempts must be the same on every web process and machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
    },
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
# Networks know no Django, so their sentences stand beside them and are found here.
LOCALE_PATHS = [Path(networks.__file__).parent / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
# WhiteNoise serves what is compiled into the package; nothing is collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = ENV.debug
# The version of a compiled file is part of its address, so a phone need not ask again.
WHITENOISE_MAX_AGE = 0 if ENV.debug else 60 * 60 * 24 * 30
DESIGNS_FOLDER = ENV.data / "designs"  # an office's own templates of cards
MEDIA_ROOT = ENV.data / "media"
MEDIA_URL = "media/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": ENV.storage_bucket,
                "endpoint_url": ENV.storage_endpoint or None,
                "region_name": ENV.storage_region or None,
                "access_key": ENV.storage_key_id,
                "secret_key": ENV.storage_secret.get_secret_value(),
            },
        }
        if ENV.storage_bucket
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # the portal takes pictures of 8 MB
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

EMAIL_BACKEND, MAIL_OPTIONS = mail.backend(ENV)
EMAIL_HOST = MAIL_OPTIONS.get("host", "localhost")
EMAIL_PORT = MAIL_OPTIONS.get("port", 25)
EMAIL_HOST_USER = MAIL_OPTIONS.get("user", "")
EMAIL_HOST_PASSWORD = MAIL_OPTIONS.get("password", "")
EMAIL_USE_TLS = MAIL_OPTIONS.get("starttls", False)
EMAIL_USE_SSL = MAIL_OPTIONS.get("ssl", False)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = ENV.data / "mail"
DEFAULT_FROM_EMAIL = ENV.mail_from

PROCRASTINATE_APP_MODULE = "pendopo.foundation.jobs"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None

PENDOPO_KEY_RING = ENV.key_ring()
PENDOPO_LOCAL_ADDRESS = f"{ENV.host}:{ENV.port}"
PENDOPO_OUTSIDE_ALLOWED_HOSTS = frozenset(ENV.outside_allowed_hosts)
PENDOPO_VAPID_PRIVATE_KEY = ENV.vapid_private_key.get_secret_value()
PENDOPO_IS_DEMONSTRATION = ENV.demo
LAPOR_GATEWAY = ENV.lapor_gateway
PENDOPO_LANGUAGE_MODEL = ENV.language_model()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.log_level.upper()},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
