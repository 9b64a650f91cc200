"""Write docs/settings.md out of the typed settings; with `--check`, only say whether it is up to date."""

from __future__ import annotations

import sys
import types
import typing
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from pendopo.config.env import FILE_SUFFIX, Env, variable

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
HEAD = f"""# Settings

Written by `tools/settings_page.py` out of `src/pendopo/config/env.py`; `make fix` writes it again.

Settings are environment variables. Each may also come from a file: `PENDOPO_SECRET_KEY{FILE_SUFFIX}=/run/secrets/key`
is read where `PENDOPO_SECRET_KEY` itself is not set. None is needed to start: `pendopo up` makes the keys it needs in
the data folder. A wrong setting stops the start and says how to mend it; `pendopo doctor` looks at the rest.

| name | type | default | meaning |
|---|---|---|---|
"""


def main(arguments: list[str]) -> int:
    """Write or check; 0 when the page is right."""
    page = written()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        print("docs/settings.md does not say what the settings are. Run `make fix`.")
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def written() -> str:
    """The page."""
    return HEAD + "".join(_line(name, field) for name, field in Env.model_fields.items())


def _line(name: str, field: FieldInfo) -> str:
    words = (f"`{variable(name)}`", _type(field.annotation), _default(field), field.description or "")
    return "| " + " | ".join(word.replace("|", "\\|") for word in words) + " |\n"


def _type(annotation: Any) -> str:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _type(typing.get_args(annotation)[0])
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{one}`" for one in typing.get_args(annotation))
    if origin is tuple:
        return f"list of {_type(typing.get_args(annotation)[0])}s"
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(_type(one) for one in typing.get_args(annotation) if one is not types.NoneType)
    return {bool: "yes or no", int: "number", str: "text", Path: "path", SecretStr: "secret"}.get(
        annotation, getattr(annotation, "__name__", str(annotation))
    )


def _default(field: FieldInfo) -> str:
    default = field.default
    if field.default_factory is not None:
        default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    match default:
        case _ if default is PydanticUndefined:
            return "must be set"
        case "" | () | None:
            return "empty"
        case bool():
            return "`true`" if default else "`false`"
        case _:
            return f"`{default}`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
