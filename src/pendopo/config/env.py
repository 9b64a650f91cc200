"""What may be set from outside, typed; a wrong setting stops the house and says how to mend it.

Every field becomes `PENDOPO_<NAME>`, except the few the whole world calls by another name
(`DATABASE_URL`). A field may also come from a file: `PENDOPO_SECRET_KEY_FILE=/run/secrets/key`.
"""

from __future__ import annotations

import os
import re
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pendopo.config.data_folder import DataFolder
from pendopo.foundation.secrets.keyring import KeyRing, KeysInvalid
from pendopo.networks.language_model import Model

FILE_SUFFIX = "_FILE"
PREFIX = "PENDOPO_"
# A default that is made of another setting cannot be made while that one is wrong: no mistake of its own.
UNTOLD = "default_factory_not_called"

Words = Annotated[tuple[str, ...], NoDecode]

HOST = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?")
SENDER = re.compile(r"[^\s@]+@[^\s@]+")
# At least the 32 bytes of a key on P-256, base64 for addresses.
VAPID_KEY = re.compile(r"[\w-]{43,}=*")


class SettingWrong(SystemExit):
    """A setting cannot be used; the message says which one, and how to mend it."""


class Env(BaseSettings):
    """The settings of one installation. The description of a field is its entry in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data: Path = Field(
        default=Path("data"),
        description="Folder for everything that must survive: the embedded database, media, keys.",
    )
    host: str = Field(default="127.0.0.1", description="The address the web server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="The port the web server listens on.")
    public_url: str = Field(
        default_factory=lambda said: f"http://127.0.0.1:{said.get('port', 8000)}",
        description=(
            "The address people open, as it stands in links of e-mails and on the portal. Without it, this "
            "machine's own."
        ),
    )
    web_processes: int = Field(default=1, ge=1, le=64, description="Web processes on this machine.")
    worker_concurrency: int = Field(
        default=32, ge=1, le=500, description="How many jobs one worker does at the same time."
    )
    debug: bool = Field(
        default=False, description="Show errors in the browser. Never where citizens can reach it."
    )
    demo: bool = Field(default=False, description="Show the ribbon that says that this is a demonstration.")

    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs sessions and links. `pendopo up` makes one in the data folder when this is empty.",
    )
    keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description=(
            "Keys that seal tokens and personal data, newest first, separated by commas. `pendopo up` makes "
            "one in the data folder when this is empty; `pendopo keys new` makes further ones."
        ),
    )

    database_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("DATABASE_URL", "PENDOPO_DATABASE_URL"),
        description="A managed PostgreSQL (14 or newer). Empty: the embedded one in the data folder.",
    )
    database_owner_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("DATABASE_OWNER_URL", "PENDOPO_DATABASE_OWNER_URL"),
        description="The role that owns the tables, used by `pendopo migrate`. Empty: the one of DATABASE_URL.",
    )
    database_as_owner: bool = Field(
        default=False,
        description="Stay in the role that owns the tables. Only `pendopo migrate` and its like set this.",
    )

    outside_allowed_hosts: Words = Field(
        default=(),
        description=(
            "Hosts in private networks that accounts may lie on, such as an own Mastodon server, separated by "
            "commas (`sosial.kab.local` or `127.0.0.1:8101`)."
        ),
    )
    lapor_gateway: str = Field(
        default="pendopo.serve.cases.lapor.ByHand",
        pattern=r"^\w+(\.\w+)+$",
        description=(
            "The class that hands reports in at SP4N-LAPOR!, where the institution has the official interface "
            "(`package.module.Class`; see `serve/cases/lapor.py`). Without it a person does."
        ),
    )
    language_model_url: str = Field(
        default="",
        description=(
            "A language model for drafts and summaries: an address that speaks OpenAI's API, such as "
            "https://model.kab.go.id/v1. Empty: there is none, and no page or job knows of one. See "
            "administration.md for what leaves the house."
        ),
    )
    language_model_key: SecretStr = Field(
        default=SecretStr(""), description="The key of the language model, where it asks for one."
    )
    language_model_name: str = Field(
        default="", description="Which model is asked there; `pendopo doctor` says which ones it has."
    )
    language_model_inside: bool = Field(
        default=False,
        description=(
            "The language model stands on a machine of your own: it may have a private address and speak "
            "without TLS (http://127.0.0.1:8080/v1)."
        ),
    )
    trusted_proxy: bool = Field(
        default=False,
        description="A proxy in front sets X-Forwarded-For and X-Forwarded-Proto, and lets no others through.",
    )

    mail_url: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "Where mail is handed in: smtp://user:password@host:587 (STARTTLS) or smtps://host:465. Empty: "
            "mail is written into the data folder."
        ),
    )
    mail_from: str = Field(default="Pendopo <pendopo@localhost>", description="The sender of mail.")

    storage_bucket: str = Field(
        default="", description="An S3-compatible bucket for media. Empty: the data folder."
    )
    storage_endpoint: str = Field(default="", description="The address of the object storage, where not AWS.")
    storage_region: str = Field(default="", description="The region of the object storage.")
    storage_key_id: str = Field(default="", description="The access key of the object storage.")
    storage_secret: SecretStr = Field(default=SecretStr(""), description="The secret of the object storage.")

    oidc_issuer: str = Field(
        default="", description="Single sign-on: the OpenID Connect issuer, such as https://sso.kab.go.id."
    )
    oidc_name: str = Field(default="SSO", description="What the single sign-on button says.")
    oidc_client_id: str = Field(default="", description="This house's client id at the issuer.")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="This house's secret there.")

    vapid_private_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs web push messages. `pendopo up` makes one in the data folder when this is empty.",
    )
    backup_passphrase: SecretStr = Field(
        default=SecretStr(""), description="Seals backups. Empty: `pendopo backup` and `restore` ask for it."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is written to the log."
    )

    @field_validator("outside_allowed_hosts", "keys", mode="before")
    @classmethod
    def _split(cls, written: Any) -> Any:
        if isinstance(written, str):
            # A file holds one a line, a variable separates them by commas.
            return tuple(re.split(r"[,\s]+", written.strip(", \n"))) if written.strip(", \n") else ()
        return written

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, written: str) -> str:
        if not written.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://")
        return written.rstrip("/")

    @field_validator("language_model_url")
    @classmethod
    def _a_model_is_asked_there(cls, written: str) -> str:
        if not written:
            return ""
        parts = urlsplit(written)
        plain = not (parts.query or parts.fragment or parts.username or parts.password)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
            raise ValueError("write it like https://model.kab.go.id/v1; a key goes into its own setting")
        if not has_a_port_or_none(parts):
            raise ValueError("its port must be a number, as in http://127.0.0.1:8080/v1")
        return written.rstrip("/")

    @field_validator("storage_endpoint", "oidc_issuer")
    @classmethod
    def _address_if_any(cls, written: str) -> str:
        if written and not written.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://, or be left empty")
        return written

    @field_validator("outside_allowed_hosts")
    @classmethod
    def _hosts_alone(cls, written: tuple[str, ...]) -> tuple[str, ...]:
        for one in written:
            if not HOST.fullmatch(one):
                raise ValueError(
                    f"{one} is no host; write sosial.kab.local or 127.0.0.1:8101, without http://"
                )
        return written

    @field_validator("mail_from")
    @classmethod
    def _a_sender(cls, written: str) -> str:
        if not SENDER.fullmatch(parseaddr(written)[1]):
            raise ValueError("it must hold an address, like Pendopo <pendopo@kab.go.id>")
        return written

    @field_validator("vapid_private_key")
    @classmethod
    def _a_key_of_push(cls, written: SecretStr) -> SecretStr:
        if _is_set(written) and not VAPID_KEY.fullmatch(written.get_secret_value()):
            raise ValueError("it is no key as a first `pendopo up` makes it; leave it empty to use that one")
        return written

    @field_validator("data")
    @classmethod
    def _absolute(cls, written: Path) -> Path:
        return written.expanduser().absolute()

    @model_validator(mode="after")
    def _storage_is_whole(self) -> Env:
        if self.storage_bucket and not (self.storage_key_id and self.storage_secret.get_secret_value()):
            raise ValueError(
                "PENDOPO_STORAGE_BUCKET needs PENDOPO_STORAGE_KEY_ID and PENDOPO_STORAGE_SECRET too"
            )
        if self.language_model_url and not self.language_model_name:
            raise ValueError("PENDOPO_LANGUAGE_MODEL_URL needs PENDOPO_LANGUAGE_MODEL_NAME too")
        if self.language_model_url.startswith("http://") and not self.language_model_inside:
            raise ValueError(
                "PENDOPO_LANGUAGE_MODEL_URL must begin with https://; if the model stands on a machine of "
                "your own, set PENDOPO_LANGUAGE_MODEL_INSIDE=true"
            )
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError("PENDOPO_OIDC_ISSUER needs PENDOPO_OIDC_CLIENT_ID too")
        return self

    def signing_key(self) -> str:
        """What signs sessions and links. Raises SettingWrong."""
        if not self.secret_key.get_secret_value():
            raise SettingWrong(
                "Set PENDOPO_SECRET_KEY, or PENDOPO_SECRET_KEY_FILE to the file that holds it; "
                f"or start once with `pendopo up`, which makes one in {self.data}."
            )
        return self.secret_key.get_secret_value()

    def language_model(self) -> Model | None:
        """What writes drafts and summaries; None: nothing does."""
        if not self.language_model_url:
            return None
        return Model(
            url=self.language_model_url,
            name=self.language_model_name,
            key=self.language_model_key.get_secret_value(),
            is_inside=self.language_model_inside,
        )

    def key_ring(self) -> KeyRing:
        """The keys that seal and open. Raises SettingWrong."""
        try:
            return KeyRing.of([key.get_secret_value() for key in self.keys])
        except KeysInvalid as error:
            raise SettingWrong(str(error)) from error


def has_a_port_or_none(url: SplitResult) -> bool:
    """Whether what stands after the colon is a port; Python says so only when it is asked."""
    try:
        return url.port is None or url.port > 0
    except ValueError:
        return False


def variable(name: str) -> str:
    """What a field is called outside."""
    return {"database_url": "DATABASE_URL", "database_owner_url": "DATABASE_OWNER_URL"}.get(
        name, PREFIX + name.upper()
    )


def _from_files() -> dict[str, Any]:
    """Values that are not set themselves, but whose variable names a file; by the name Env takes them."""
    found: dict[str, Any] = {}
    for name, field in Env.model_fields.items():
        named = os.environ.get(variable(name) + FILE_SUFFIX)
        if not named or variable(name) in os.environ:
            continue
        try:
            found[variable(name) if field.validation_alias else name] = (
                Path(named).read_text(encoding="utf-8").strip()
            )
        except OSError as error:
            raise SettingWrong(
                f"{variable(name)}{FILE_SUFFIX} names {named}, which cannot be read ({error.strerror}). "
                "Correct the path or the file's permissions."
            ) from error
    return found


@cache
def env() -> Env:
    """The settings of this process. Raises SettingWrong with one line for each wrong one."""
    try:
        return _with_kept_keys(Env(**_from_files()))
    except ValidationError as error:
        wrong = [dict(one) for one in error.errors() if one["type"] != UNTOLD]
        raise SettingWrong("\n".join(map(_sentence, wrong))) from error


def _with_kept_keys(given: Env) -> Env:
    """Keys that were not set are those a first start made in the data folder."""
    folder = DataFolder(given.data)
    kept = {
        "secret_key": given.secret_key if _is_set(given.secret_key) else SecretStr(folder.secret_key()),
        "keys": given.keys or tuple(SecretStr(key) for key in folder.ring()),
        "vapid_private_key": (
            given.vapid_private_key if _is_set(given.vapid_private_key) else SecretStr(folder.vapid_key())
        ),
    }
    return given.model_copy(update=kept)


def _is_set(secret: SecretStr) -> bool:
    return bool(secret.get_secret_value())


def _sentence(error: dict[str, Any]) -> str:
    place = str(error["loc"][0]) if error["loc"] else ""
    name = variable(place) if place in Env.model_fields else place
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {said}. See docs/settings.md." if name else f"{said}. See docs/settings.md."
