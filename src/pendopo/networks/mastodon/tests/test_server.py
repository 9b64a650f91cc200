"""What a server is and takes; how an account there is connected."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from pendopo.networks import registry
from pendopo.networks.connecting import CannotConnect
from pendopo.networks.contract import Ability, Counting
from pendopo.networks.mastodon import oauth, server
from pendopo.networks.mastodon.tests.builders import BASE, a_connector, an_account
from pendopo.networks.outside import Outside
from pendopo.networks.tests.answering import Answering, ok

BACK = "https://pendopo.contoh.go.id/kembali"
LINKS = ok(
    {"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f"{BASE}/nodeinfo/2.0"}]}
)
RULES = {
    "statuses": {"max_characters": 5000, "max_media_attachments": 16, "characters_reserved_per_url": 23},
    "media_attachments": {
        "supported_mime_types": ["image/png", "image/jpeg", "video/mp4"],
        "image_size_limit": 10_000_000,
        "description_limit": 1000,
    },
}


def asked(routes):
    everything = {"/verify_credentials": ok(an_account()), **routes}
    known = Answering(routes={**everything, "/": httpx.Response(404)})
    known.routes |= {path: httpx.Response(404) for path in ("instance", "nodeinfo") if path not in routes}
    return a_connector(known).who_am_i()


class TestWhatAServerIs:
    def test_its_own_name_counts_more_than_the_version_it_gives(self):
        told = asked(
            {
                "/api/v2/instance": ok({"version": "4.4.1", "configuration": RULES}),
                "/.well-known/nodeinfo": LINKS,
                "/nodeinfo/2.0": ok({"software": {"name": "GoToSocial", "version": "0.20.0"}}),
            }
        )
        assert told.software == "gotosocial 0.20.0"
        limits = told.limits
        assert (limits.text_max, limits.counting, limits.link_cost) == (5000, Counting.CHARACTERS, None)
        assert (limits.pictures_max, limits.alt_text_max, limits.picture_bytes_max) == (4, 1000, 10_000_000)
        assert limits.picture_kinds == ("image/jpeg", "image/png")
        assert server.limits(told.settings) == limits

    def test_mastodon_counts_as_it_says(self):
        told = asked({"/api/v2/instance": ok({"version": "4.4.1", "configuration": RULES})})
        assert told.software == "mastodon 4.4.1"
        assert (told.limits.counting, told.limits.link_cost) == (Counting.GRAPHEMES, 23)

    @pytest.mark.parametrize(
        ("version", "software"),
        [
            ("4.0.0 (not true; really snac/2.75)", "snac 2.75"),
            ("2.7.2 (compatible; Pleroma 2.6.0)", "pleroma 2.6.0"),
            ("2.7.2 (compatible; Akkoma 3.13.2)", "akkoma 3.13.2"),
            ("4.3.0+glitch", "glitch"),
        ],
    )
    def test_an_old_interface_and_a_version_that_admits_it(self, version, software):
        routes = {"/api/v1/instance": ok({"version": version, "max_toot_chars": 700})}
        told = asked(routes)
        assert (told.software, told.limits.text_max) == (software, 700)
        assert told.limits.can(Ability.DELETE) == (not software.startswith("snac"))


class TestAddresses:
    @pytest.mark.parametrize(
        ("typed", "base"),
        [
            ("contoh.social", BASE),
            (" https://Contoh.social/ ", BASE),
            ("@dinas@contoh.social", BASE),
            ("dinas@contoh.social", BASE),
            ("https://contoh.social/@dinas", BASE),
            ("http://localhost:8101", "http://localhost:8101"),
        ],
    )
    def test_whatever_people_type(self, typed, base):
        assert oauth.server_address(typed) == base

    @pytest.mark.parametrize("typed", ["", "@dinas", "dinas", "https://", "contoh social"])
    def test_no_server_in_it(self, typed):
        with pytest.raises(CannotConnect) as no:
            oauth.server_address(typed)
        assert no.value.field == "base"


class TestConsent:
    consent = oauth.MastodonConsent()

    def begin(self, known, app=None):
        return self.consent.begin({"base": BASE}, redirect_uri=BACK, outside=known.outside(), app=app or {})

    def test_a_kept_registration_is_used_again(self):
        known = Answering(ok({"client_id": "a", "client_secret": "rahasia-app"}))
        first = self.begin(known)
        assert self.begin(Answering(), app=first.app).app == first.app
        assert parse_qs(urlsplit(first.url).query)["code_challenge_method"] == ["S256"]
        assert "rahasia-app" not in repr(first)

    def test_an_answer_to_somebody_elses_question_is_not_taken(self):
        asking = self.begin(Answering(ok({"client_id": "a", "client_secret": "rahasia-app"})))
        for answer in ({"code": "c", "state": "lain"}, {"code": "c"}, {"state": asking.state}):
            with pytest.raises(CannotConnect):
                self.consent.finish(asking.kept, answer, outside=Answering().outside())

    @pytest.mark.parametrize(
        "answer", [httpx.Response(404), ok({"a": 1}), httpx.Response(200, text="<html>")]
    )
    def test_another_kind_of_server_is_named(self, answer):
        with pytest.raises(CannotConnect) as no:
            self.begin(Answering(answer))
        assert (no.value.field, no.value.why) == ("base", oauth.NOT_MASTODON)

    def test_inner_addresses_are_not_asked(self):
        with pytest.raises(CannotConnect):
            self.consent.begin({"base": "https://127.0.0.1:9"}, redirect_uri=BACK, outside=Outside(), app={})


@pytest.mark.servers
def test_a_person_says_yes_on_a_real_server(mastodon_server):
    account, base = mastodon_server.account("citizen2"), mastodon_server["base"]
    outside = Outside(allowed_hosts=frozenset({base.partition("://")[2]}))
    network = registry.NETWORKS["mastodon"]
    asking = network.consent.begin({"base": base}, redirect_uri=BACK, outside=outside, app={})
    page = httpx.get(asking.url).text
    action = unescape(re.search(r'<form[^>]*action="([^"]+)"', page).group(1))
    fields = {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }
    yes = httpx.post(
        httpx.URL(base).join(action), data={**fields, "login": account["name"], "passwd": account["password"]}
    )
    answer = {name: values[0] for name, values in parse_qs(urlsplit(yes.headers["Location"]).query).items()}
    connected = network.consent.finish(asking.kept, answer, outside=outside)
    assert connected.identity.handle.startswith("citizen2@")
    assert connected.identity.software == "snac 2.75"
    connector = network.connector(connected.credentials, outside, lambda _: None)
    assert connector.who_am_i() == connected.identity
    network.consent.revoke(connected.credentials, outside=outside)
