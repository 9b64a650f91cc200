"""Every request of the Mastodon connector, against the description of its interface."""

import json
import re
from datetime import UTC, datetime
from email import message_from_bytes
from urllib.parse import parse_qs, parse_qsl

import httpx
import pytest
from jsonschema import Draft202012Validator, ValidationError

from pendopo.networks.contract import Draft, Sent
from pendopo.networks.mastodon import models, oauth
from pendopo.networks.mastodon.tests.builders import BASE, a_connector, a_mention, a_status, an_account, media
from pendopo.networks.tests.answering import Answering, ok
from pendopo.networks.tests.pictures import a_picture

NOW = datetime(2026, 11, 24, 5, 0, 1, tzinfo=UTC)
BACK = "https://pendopo.contoh.go.id/kembali"
NOT_DESCRIBED = {"/.well-known/nodeinfo", "/nodeinfo/2.0"}


def a_server():
    return Answering(
        routes={
            "POST /api/v1/statuses": ok(a_status()),
            "/api/v1/accounts/1/statuses": lambda asked: ok(
                [] if "max_id" in asked.url.params else [a_status()]
            ),
            "/api/v1/accounts/7/block": ok({"id": "7"}),
            "/api/v1/accounts/7/unblock": ok({"id": "7"}),
            "/api/v1/accounts/lookup": ok(an_account("7", "warga")),
            "GET /404": httpx.Response(404),
            "/api/v2/media": ok(media("Kran")),
            "/api/v1/media/m1": ok(media("Kran")),
            "/api/v1/notifications": ok([a_mention("21", a_status("5", account=an_account("7", "warga")))]),
            "/api/v2/search": ok({"accounts": [], "hashtags": [], "statuses": [a_status()]}),
            "/api/v1/timelines/tag/mekarjaya": ok([a_status()]),
            "/context": ok({"ancestors": [], "descendants": []}),
            "/api/v1/accounts/verify_credentials": ok(an_account()),
            "/api/v2/instance": ok({"version": "4.4.1"}),
            "/.well-known/nodeinfo": httpx.Response(404),
            "/api/v1/apps": ok({"client_id": "a", "client_secret": "b"}),
            "/oauth/token": ok({"access_token": "c"}),
            "/oauth/revoke": ok({}),
            "/9": ok(a_status()),
            "/5": ok(a_status("5", account=an_account("7", "warga"))),
        }
    )


class Contract:
    """The paths and components of the description."""

    def __init__(self, described):
        self.described = described
        self.paths = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in described["paths"]]

    def operation(self, method, path):
        """The most particular path that fits."""
        fitting = [template for pattern, template in self.paths if pattern.fullmatch(path)]
        best = min(fitting, key=lambda template: template.count("{"))
        return self.described["paths"][best][method.lower()]

    def validate(self, schema, said):
        whole = {**schema, "components": self.described["components"]}
        Draft202012Validator(whole).validate(said)

    def check(self, asked):
        operation = self.operation(asked.method, asked.url.path)
        names = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        assert {name.removesuffix("[]") for name in asked.url.params} <= names
        if asked.content:
            self.check_body(operation, asked)

    def check_body(self, operation, asked):
        content = operation["requestBody"]["content"]
        kind = asked.headers["Content-Type"].partition(";")[0]
        match kind:
            case "application/json":
                schema, said = content["application/json"]["schema"], json.loads(asked.content)
                # "oneOf" a text and a picture status is said where both are meant.
                schema = {"anyOf": schema["oneOf"]} if "oneOf" in schema else schema
                self.validate(schema, said)
                self.knows(said, self.properties(schema))
            case "application/x-www-form-urlencoded":  # OAuth's own way; the names are the same
                schema, said = content["application/json"]["schema"], dict(parse_qsl(asked.content.decode()))
                assert set(schema.get("required", ())) <= set(said)
                self.knows(said, self.properties(schema))
            case "multipart/form-data":
                head = f"Content-Type: {asked.headers['Content-Type']}\r\n\r\n".encode()
                parts = message_from_bytes(head + asked.content).get_payload()
                said = {part.get_param("name", header="Content-Disposition"): part for part in parts}
                self.knows(said, self.properties(content["multipart/form-data"]["schema"]))
                assert said["file"].get_content_type() == "image/png"
            case _:
                raise AssertionError(kind)

    @staticmethod
    def knows(said, properties):
        assert set(said) <= properties

    def properties(self, schema):
        if "$ref" in schema:
            schema = self.component(schema["$ref"].rpartition("/")[2])
        found = set(schema.get("properties", ()))
        for way in ("allOf", "anyOf", "oneOf"):
            for one in schema.get(way, ()):
                found |= self.properties(one)
        return found

    def component(self, name):
        return self.described["components"]["schemas"][name]

    def required(self, name):
        schema = self.component(name)
        found = set(schema.get("required", ()))
        for one in schema.get("allOf", ()):
            found |= (
                self.required(one["$ref"].rpartition("/")[2])
                if "$ref" in one
                else set(one.get("required", ()))
            )
        return found


@pytest.fixture(scope="session")
def contract(mastodon_contract):
    return Contract(mastodon_contract)


def check_all(contract, server):
    assert server.asked
    for asked in server.asked:
        if asked.url.path not in NOT_DESCRIBED:
            contract.check(asked)


def test_every_write(contract):
    server = a_server()
    connector = a_connector(server)
    pictures = (a_picture("Kran"), a_picture("Pipa"))
    for draft in (
        Draft(text="Air", made_at=NOW),
        Draft(text="Air", made_at=NOW, pictures=pictures, thread=("Dua",), link="https://contoh.go.id/a"),
        Draft(text="Pukul dua.", made_at=NOW, in_reply_to="5"),
    ):
        assert isinstance(connector.publish(draft, key="d-1"), Sent)
    assert isinstance(connector.delete("9"), Sent)
    for said in ("5", "404"):  # what stands, and what its author has taken down
        assert isinstance(connector.block("warga", said=said), Sent)
        assert isinstance(connector.unblock("warga", said=said), Sent)
    check_all(contract, server)
    keys = [
        one for one in contract.operation("POST", "/api/v1/statuses")["parameters"] if one["in"] == "header"
    ]
    assert [one["name"] for one in keys] == ["Idempotency-Key"]


def test_every_question(contract):
    server = a_server()
    connector = a_connector(server, lambda: NOW)
    connector.find(Draft(text="Lain sekali", made_at=NOW), key="d-1", since=NOW)
    connector.read("20")
    for sought in ("Dukcapil Mekarjaya", "#mekarjaya"):
        connector.search_posts(sought, cursor="")
        connector.search_posts(sought, cursor="2026-11-24T05:00:00+00:00")
    connector.measure("9")
    connector.fetch("9")
    connector.who_am_i()
    check_all(contract, server)


def test_connecting_and_giving_back(contract):
    server = a_server()
    consent, outside = oauth.MastodonConsent(), server.outside()
    asking = consent.begin({"base": BASE}, redirect_uri=BACK, outside=outside, app={})
    answer = {"code": "d", "state": asking.state}
    connected = consent.finish(asking.kept, answer, outside=outside)
    consent.revoke(connected.credentials, outside=outside)
    check_all(contract, server)
    asked = parse_qs(asking.url.partition("?")[2])
    described = contract.operation("GET", "/oauth/authorize")["parameters"]
    assert {one["name"] for one in described if one.get("required")} <= set(asked)
    assert set(asked) <= {one["name"] for one in described}


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (models.Account, "Account"),
        (models.Media, "MediaAttachment"),
        (models.Status, "Status"),
        (models.Notification, "Notification"),
        (models.Context, "Context"),
        (models.Mentioned, "StatusMention"),
        (models.Search, "Search"),
        (models.App, "CredentialApplication"),
        (models.Token, "Token"),
    ],
)
def test_what_we_insist_on_is_promised_and_what_we_read_exists(contract, model, name):
    fields = model.model_fields
    assert {own for own, field in fields.items() if field.is_required()} <= contract.required(name)
    assert set(fields) <= contract.properties({"$ref": f"#/components/schemas/{name}"})


def test_the_check_itself_sees_mistakes(contract):
    schema = {"$ref": "#/components/schemas/TextStatus"}
    contract.validate(schema, {"status": "Air", "visibility": "public"})
    for broken in ({"visibility": "public"}, {"status": 3}, {"status": "Air", "visibility": "semua"}):
        with pytest.raises(ValidationError):
            contract.validate(schema, broken)
    with pytest.raises(AssertionError):
        contract.check(httpx.Request("POST", f"{BASE}/api/v1/statuses", json={"status": "Air", "text": "x"}))
    with pytest.raises(AssertionError):
        contract.check(httpx.Request("GET", f"{BASE}/api/v1/notifications?min=3"))
