"""The page of settings says what the settings are, one by one."""

from __future__ import annotations

import re
from pathlib import Path

from pendopo.config.env import Env, variable

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_is_explained_and_no_other():
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| .* \| (.*) \|$", PAGE, re.MULTILINE))
    assert set(rows) == {variable(name) for name in Env.model_fields}
    assert all(len(meaning) > 10 for meaning in rows.values())


def test_settings_that_other_pages_name_exist():
    known = {variable(name) for name in Env.model_fields}
    for page in [
        ROOT / "README.md",
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *(ROOT / "deploy").iterdir(),
    ]:
        if page.exists():
            named = set(re.findall(r"\bPENDOPO_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
            unknown = {name for name in named if name.removesuffix("_FILE") not in known | {"PENDOPO_BACKUP"}}
            assert not unknown - {"PENDOPO_NODE", "PENDOPO_LIFELINE"}, f"{page.name}: {unknown}"
