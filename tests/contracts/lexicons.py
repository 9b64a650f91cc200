"""Lexicons of the AT protocol as JSON Schema, as far as requests, records and answers need it."""

import json

import regex
from jsonschema import Draft202012Validator, ValidationError, validators

DID = r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]"
HANDLE = r"([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
NSID = r"[a-zA-Z]([a-zA-Z0-9-]*)(\.[a-zA-Z0-9-]+)+\.[a-zA-Z][a-zA-Z0-9]*"
FORMATS = {
    "did": DID,
    "handle": HANDLE,
    "at-identifier": f"({DID}|{HANDLE})",
    "nsid": NSID,
    "at-uri": f"at://({DID}|{HANDLE})(/{NSID}(/[A-Za-z0-9._:~-]+)?)?",
    "record-key": r"(?!\.{1,2}$)[A-Za-z0-9._:~-]{1,512}",
    "tid": r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}",
    "cid": r"[A-Za-z0-9+]{8,}",
    "uri": r"[a-z][a-z0-9.+-]*:\S+",
    "language": r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
}
# What a blob looks like in a record, and the reference inside it.
BLOB = {
    "type": "object",
    "required": ["$type", "ref", "mimeType", "size"],
    "properties": {
        "$type": {"const": "blob"},
        "ref": {"type": "object", "required": ["$link"], "properties": {"$link": {"type": "string"}}},
        "mimeType": {"type": "string"},
        "size": {"type": "integer"},
    },
    "additionalProperties": False,
}


def _max_bytes(_validator, most, said, _schema):
    if isinstance(said, str) and len(said.encode()) > most:
        yield ValidationError(f"more than {most} bytes")


def _max_graphemes(_validator, most, said, _schema):
    if isinstance(said, str) and len(regex.findall(r"\X", said)) > most:
        yield ValidationError(f"more than {most} graphemes")


Validator = validators.extend(Draft202012Validator, {"maxBytes": _max_bytes, "maxGraphemes": _max_graphemes})


class Lexicons:
    """All lexicons of a folder."""

    def __init__(self, folder):
        read = (json.loads(file.read_text()) for file in folder.rglob("*.json"))
        self.definitions = {one["id"]: one["defs"] for one in read}

    def check(self, name, part, said):
        """Raise where `said` is not the `part` ("record", "parameters", "input", "output") of `name`."""
        main = self.definitions[name]["main"]
        wanted = main[part]["schema"] if part in {"input", "output"} else main[part]
        self._check(wanted, name, said)

    def required(self, name):
        """The fields a record, an answer or a definition always has, and all it may have."""
        nsid, _, part = name.partition("#")
        found = self.definitions[nsid][part or "main"]
        for way in ("record", "output", "schema"):
            found = found.get(way, found)
        return set(found.get("required", ())) - set(found.get("nullable", ())), set(found["properties"])

    def _check(self, wanted, here, said):
        found = {}
        schema = self._schema(wanted, here, found)
        Validator({**schema, "$defs": found}).validate(said)

    def _schema(self, wanted, here, found):
        match wanted["type"]:
            case "object" | "params":
                return self._object(wanted, here, found)
            case "array":
                items = self._schema(wanted["items"], here, found)
                return {"type": "array", "items": items, **_kept(wanted, maxLength="maxItems")}
            case "ref":
                return self._ref(wanted["ref"], here, found)
            case "union":
                return {"anyOf": [self._typed(ref, here, found) for ref in wanted["refs"]]}
            case "string":
                pattern = FORMATS.get(wanted.get("format"))
                kept = _kept(
                    wanted, maxLength="maxBytes", maxGraphemes="maxGraphemes", enum="enum", const="const"
                )
                return {"type": "string", **({"pattern": f"^{pattern}$"} if pattern else {}), **kept}
            case "integer":
                return {"type": "integer", **_kept(wanted, minimum="minimum", maximum="maximum")}
            case "boolean":
                return {"type": "boolean"}
            case "blob":
                return BLOB
            case "unknown":
                return {"type": "object"}
        raise AssertionError(wanted["type"])

    def _object(self, wanted, here, found):
        known = {name: self._schema(one, here, found) for name, one in wanted.get("properties", {}).items()}
        for name in wanted.get("nullable", ()):
            known[name] = {"anyOf": [{"type": "null"}, known[name]]}
        return {
            "type": "object",
            "properties": {"$type": {"type": "string"}, **known},
            "required": list(wanted.get("required", ())),
            "additionalProperties": False,
        }

    def _ref(self, ref, here, found):
        nsid, _, part = ref.partition("#")
        nsid, part = nsid or here, part or "main"
        name = f"{nsid}.{part}"
        if name not in found:
            found[name] = True  # something may hold itself
            found[name] = self._schema(self.definitions[nsid][part], nsid, found)
        return {"$ref": f"#/$defs/{name}"}

    def _typed(self, ref, here, found):
        full = (here + ref if ref.startswith("#") else ref).removesuffix("#main")
        named = {"properties": {"$type": {"const": full}}, "required": ["$type"]}
        return {"allOf": [named, self._ref(ref, here, found)]}


def _kept(wanted, **names):
    return {ours: wanted[theirs] for theirs, ours in names.items() if theirs in wanted}
