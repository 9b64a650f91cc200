"""The way out keeps its promises: what is sent where, for how long, and what silence means."""

import http.server
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx
import pytest

from pendopo.networks import outside as outside_module
from pendopo.networks import rates, words
from pendopo.networks.contract import Gone, Later, NotReachable, ReconnectNeeded, Refused, Sent, Unknown
from pendopo.networks.http import Line, Manners, Outside
from pendopo.networks.outside import addresses, is_public

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
SECRET = "rahasia-sekali"


def a_line(answer, **outside):
    """A line to a network that gives one answer, or several in turn, or breaks."""
    answers = answer if isinstance(answer, list) else None

    def handle(request):
        handle.requests.append(request)
        given = answers.pop(0) if answers else answer
        if isinstance(given, Exception):
            raise given
        return given(request) if callable(given) else given

    handle.requests = []
    line = Line(
        base="https://contoh.social",
        outside=Outside(transport=httpx.MockTransport(handle), clock=lambda: NOW, **outside),
        account="contoh:satu",
        app="contoh",
        headers={"Authorization": f"Bearer {SECRET}"},
        secrets=(SECRET,),
    )
    return line, handle.requests


def sent(talk):
    answer = talk.write("POST", "/posts", json={"text": "Air mengalir"}).json()
    talk.settled()
    return Sent(remote_id=answer["id"], url="")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (httpx.Response(200, json={"id": "9"}), Sent),
        (httpx.Response(400, json={"error": "no"}), Refused),
        (httpx.Response(401), Refused),
        (httpx.Response(403), Refused),
        (httpx.Response(404), Refused),
        (httpx.Response(422, json={"error": "Text too long"}), Refused),
        (httpx.Response(302, headers={"Location": "https://lain.social"}), Refused),
        (httpx.Response(425), Later),
        (httpx.Response(429), Later),
        (httpx.Response(408), Unknown),
        (httpx.Response(409), Unknown),
        (httpx.Response(500), Unknown),
        (httpx.Response(502), Unknown),
        (httpx.Response(503), Unknown),
        (httpx.Response(200, text="not json"), Unknown),
        (httpx.Response(200, content=b"x" * 6_000_000), Unknown),
        (httpx.ConnectError("x"), Later),
        (httpx.ConnectTimeout("x"), Later),
        (httpx.ReadTimeout("silence"), Unknown),
        (httpx.WriteTimeout("x"), Unknown),
        (httpx.ReadError("reset"), Unknown),
        (httpx.RemoteProtocolError("closed"), Unknown),
    ],
)
def test_what_an_answer_to_a_write_means(answer, outcome):
    line, _requests = a_line(answer)
    assert isinstance(line.write(sent), outcome)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(401), ReconnectNeeded),
        (httpx.Response(403), NotReachable),
        (httpx.Response(404), Gone),
        (httpx.Response(410), Gone),
        (httpx.Response(429), NotReachable),
        (httpx.Response(500), NotReachable),
        (httpx.Response(200, text="not json"), NotReachable),
        (httpx.ReadTimeout("silence"), NotReachable),
        (httpx.ConnectError("x"), NotReachable),
    ],
)
def test_what_an_answer_to_a_question_means(answer, error):
    line, _requests = a_line(answer)
    with pytest.raises(error):
        line.ask(lambda talk: talk.ask("/posts/9").json())


def test_preparing_in_vain_is_never_in_doubt():
    line, _requests = a_line(httpx.ReadTimeout("silence"))
    assert isinstance(line.write(lambda talk: talk.prepare("POST", "/media")), Later)


def test_a_question_that_fails_before_the_write_means_later_and_after_it_doubt():
    line, _requests = a_line([httpx.Response(500)])
    assert isinstance(line.write(lambda talk: talk.ask("/parent")), Later)

    def ask_after(talk):
        talk.write("POST", "/posts")
        talk.ask("/posts/9")

    line, _requests = a_line([httpx.Response(200), httpx.Response(500)])
    assert isinstance(line.write(ask_after), Unknown)


def test_what_stands_already_is_handed_back():
    def two_parts(talk):
        talk.write("POST", "/posts")
        talk.settled("9")
        talk.write("POST", "/posts")

    for broken, outcome in [
        (httpx.Response(422), Refused),
        (httpx.Response(429), Later),
        (httpx.Response(500), Unknown),
    ]:
        line, _requests = a_line([httpx.Response(200), broken])
        ended = line.write(two_parts)
        assert isinstance(ended, outcome)
        assert ended.progress == "9"


def test_the_networks_words_are_shown_without_our_secrets():
    line, _requests = a_line(httpx.Response(422, json={"error": f"Token {SECRET} may not"}))
    outcome = line.write(sent)
    assert words.parts(outcome.why) == (words.NOT_ACCEPTED, "Token ••• may not")
    assert SECRET not in repr(line)


def test_our_headers_stay_with_our_server():
    moved = httpx.Response(302, headers={"Location": "https://lain.social/x"})
    line, requests = a_line([moved, httpx.Response(200)])
    line.talk().ask("/posts")
    assert "Authorization" in requests[0].headers
    assert requests[1].url == "https://lain.social/x"
    assert "Authorization" not in requests[1].headers


@pytest.mark.parametrize(
    "target", ["http://lain.social/", "https://nama:sandi@lain.social/", "ftp://lain.social/"]
)
def test_a_redirect_to_where_we_do_not_go_is_not_followed(target):
    line, requests = a_line([httpx.Response(302, headers={"Location": target}), httpx.Response(200)])
    with pytest.raises(NotReachable):
        line.talk().ask("/posts")
    assert len(requests) == 1


def test_redirects_end():
    line, requests = a_line(httpx.Response(302, headers={"Location": "/again"}))
    with pytest.raises(NotReachable):
        line.talk().ask("/posts")
    assert len(requests) == 5


def test_a_write_with_no_time_left_is_not_begun():
    line, requests = a_line(httpx.Response(200, json={"id": "9"}), budget_seconds=1)
    assert isinstance(line.write(sent), Later)
    assert requests == []


def test_after_a_429_nothing_is_sent_until_the_network_said():
    line, requests = a_line(httpx.Response(429, headers={"Retry-After": "120"}))
    assert line.write(sent) == Later(why=words.TOO_MANY, wait=timedelta(seconds=120))
    again = line.write(sent)
    assert isinstance(again, Later)
    assert again.wait == timedelta(seconds=120)
    assert len(requests) == 1


def test_one_accounts_limit_does_not_hold_up_another():
    store = rates.RatesInMemory()
    store.learn("contoh:satu", left=0, until=NOW + timedelta(minutes=5), now=NOW)
    assert store.take(("contoh:satu", "contoh"), now=NOW) == timedelta(minutes=5)
    assert store.take(("contoh:dua", "contoh"), now=NOW) is None
    store.learn("contoh", left=1, until=NOW + timedelta(minutes=9), now=NOW)
    assert store.take(("contoh:dua", "contoh"), now=NOW, leave=10) == timedelta(minutes=9)
    assert store.take(("contoh:dua", "contoh"), now=NOW) is None
    assert store.take(("contoh:dua", "contoh"), now=NOW) == timedelta(minutes=9)
    assert store.take(("contoh:dua", "contoh"), now=NOW + timedelta(minutes=9)) is None


class ForEveryone(Manners):
    """A network that says of each limit whether it is the app's or the account's."""

    def is_for_everyone(self, answer):
        return answer.headers.get("X-Scope") == "app"


@pytest.mark.parametrize("whose", ["app", "account"])
def test_a_limit_of_the_app_holds_up_every_account_and_one_of_an_account_only_itself(whose):
    line, requests = a_line(httpx.Response(429, headers={"Retry-After": "120", "X-Scope": whose}))
    line = replace(line, manners=ForEveryone())
    assert line.write(sent) == Later(why=words.TOO_MANY, wait=timedelta(seconds=120))
    neighbour = replace(line, account="contoh:dua")
    assert isinstance(neighbour.write(sent), Later)
    assert len(requests) == (1 if whose == "app" else 2)


def test_questions_stop_before_the_last_calls_are_used_up():
    few = {"RateLimit-Remaining": "10", "RateLimit-Reset": "30"}
    line, requests = a_line(httpx.Response(200, json={"id": "9"}, headers=few))
    assert line.talk().ask("/posts").is_success
    with pytest.raises(NotReachable) as told:
        line.talk().ask("/posts")
    assert told.value.wait == timedelta(seconds=30)
    assert isinstance(line.write(sent), Sent)
    assert [one.method for one in requests] == ["GET", "POST"]


def test_a_question_to_a_closed_house_is_asked_again_when_it_says():
    line, _requests = a_line(httpx.Response(503, headers={"Retry-After": "7"}))
    with pytest.raises(NotReachable) as told:
        line.talk().ask("/posts")
    assert told.value.wait == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "99999999"}, 86_400),
        ({"Retry-After": "Tue, 24 Nov 2026 05:01:00 GMT"}, 60),
        # Their clock is an hour ahead of ours: what counts is the difference on their own clock.
        ({"Retry-After": "Tue, 24 Nov 2026 06:01:00 GMT", "Date": "Tue, 24 Nov 2026 06:00:00 GMT"}, 60),
        ({"Retry-After": "Tue, 24 Nov 2026 04:00:00 GMT"}, 1),
        ({"Retry-After": "soon"}, 60),
        ({}, 60),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-24T05:05:00.000Z"}, 300),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "30"}, 30),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, 90),
    ],
)
def test_how_long_to_keep_away(headers, seconds):
    answer = httpx.Response(429, headers=headers)
    assert rates.closed_for(answer, now=NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "fec0::1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_an_address_outside_is_public(address):
    assert is_public(ip_address(address))


@contextmanager
def a_server(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode())

    def log_message(self, *_):
        pass


class Trickle(Echo):
    """Sends its answer one byte at a time, for ever."""

    def do_POST(self):
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(200):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass


def a_real_line(port, *, host="localhost", **outside):
    return Line(base=f"http://{host}:{port}", outside=Outside(**outside), account="x")


def test_a_private_host_is_spoken_to_only_where_allowed():
    with a_server(Echo) as port:
        allowed = frozenset({f"localhost:{port}"})
        assert a_real_line(port, allowed_hosts=allowed).talk().ask("/").text == f"localhost:{port}"
        with pytest.raises(NotReachable, match="https"):
            a_real_line(port).talk().ask("/")
        inside = Line(base=f"https://127.0.0.1:{port}", outside=Outside(allowed_hosts=allowed), account="x")
        assert inside.write(sent) == Refused(why=words.NO_OUTSIDE)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_redirect_into_our_own_network_is_judged_anew_and_nobody_there_is_asked(scheme):
    asked = []

    class Inner(Echo):
        def do_GET(self):
            asked.append(self.path)
            super().do_GET()

    with a_server(Inner) as inner:

        class Sends(Echo):
            def do_GET(self):
                self.send_response(302)
                self.send_header("Location", f"{scheme}://127.0.0.1:{inner}/rahasia")
                self.end_headers()

        with a_server(Sends) as port:
            line = a_real_line(port, allowed_hosts=frozenset({f"localhost:{port}"}))
            with pytest.raises(NotReachable):
                line.talk().ask("/")
    assert asked == []


def test_a_write_is_never_led_elsewhere():
    moved = httpx.Response(307, headers={"Location": "https://lain.social/posts"})
    line, requests = a_line([moved, httpx.Response(200, json={"id": "9"})])
    assert line.write(sent) == Refused(why=words.MOVED)
    assert len(requests) == 1


def test_an_answer_without_end_is_read_only_so_far():
    class Endless(Echo):
        sent = 0

        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 10_000)
                    Endless.sent += 10_000
            except OSError:
                pass

    with a_server(Endless) as port:
        line = a_real_line(port, allowed_hosts=frozenset({"localhost"}), answer_bytes_max=50_000)
        with pytest.raises(NotReachable):
            line.talk().ask("/")
    assert Endless.sent < 20_000_000  # what the system's own buffers held, and no more


def test_a_name_is_refused_when_any_of_its_addresses_lies_inside(monkeypatch):
    monkeypatch.setattr(outside_module, "addresses", lambda *_, **__: ["1.1.1.1", "127.0.0.1"])
    line = Line(base="https://contoh.social", outside=Outside(), account="x")
    assert line.write(sent) == Refused(why=words.NO_OUTSIDE)


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch):
    with a_server(Echo) as port:
        asked = []
        monkeypatch.setattr(
            outside_module, "addresses", lambda host, *_, **__: asked.append(host) or ["127.0.0.1"]
        )
        line = a_real_line(port, host="nama.contoh", allowed_hosts=frozenset({"nama.contoh"}))
        assert line.talk().ask("/").text == f"nama.contoh:{port}"
        assert asked == ["nama.contoh"]


def test_a_server_that_trickles_cannot_hold_us():
    with a_server(Trickle) as port:
        line = a_real_line(port, allowed_hosts=frozenset({"localhost"}), budget_seconds=2.5)
        began = time.monotonic()
        assert isinstance(line.write(sent), Unknown)
        assert time.monotonic() - began < 6  # of ten


def test_a_closed_port_is_certainly_not_sent():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = a_real_line(port, allowed_hosts=frozenset({"localhost"}))
    assert line.write(sent) == Later(why=words.NOT_REACHED)


def test_a_name_that_never_resolves_has_its_time(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(Exception, match="in time"):
        addresses("lambat.contoh", 443, seconds=0.05)
