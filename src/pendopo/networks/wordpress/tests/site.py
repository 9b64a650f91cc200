"""A real WordPress site, and its back door."""

import time

import httpx

from pendopo.networks.connecting import forget
from pendopo.networks.contract import Credentials
from pendopo.networks.outside import Outside
from pendopo.networks.wordpress import WordPressConnector


class Site:
    """The running site, with its back door."""

    def __init__(self, told):
        self.base = told["base"]
        self.rest = told["rest"]
        self.passwords = {one["user"]: one["app_password"] for one in told["accounts"]}
        self.outside = Outside(allowed_hosts=frozenset({self.base.removeprefix("http://")}))
        self.ids = {}

    def call(self, method, path, *, who="admin", **request):
        auth = (who, self.passwords[who])
        return httpx.request(method, self.rest + path, auth=auth, timeout=30, **request)

    def connector(self, who="editor", **settings):
        if who not in self.ids:
            self.ids[who] = str(self.call("GET", "/users/me", who=who).json()["id"])
        credentials = Credentials(
            base=self.base,
            handle=who,
            remote_id=self.ids[who],
            secrets={"password": self.passwords[who]},
            settings=settings,
        )
        return WordPressConnector(credentials, self.outside, forget)

    def visitor_says(self, text, *, under, parent=0, name="Warga"):
        """A visitor's comment that is held; put in from behind, since visitors may write every 15 s only."""
        said = {
            "post": under,
            "parent": parent,
            "author_name": name,
            "author_email": f"{time.monotonic_ns()}@example.test",
            "content": text,
            "author_ip": f"10.{time.monotonic_ns() % 250}.{time.monotonic_ns() // 250 % 250}.7",
            "status": "hold",
        }
        answer = self.call("POST", "/comments", json=said)
        assert answer.is_success, answer.text

    def visitor_fills_the_form(self, text, *, under):
        form = {"comment_post_ID": under, "author": "Bu Siti", "email": "siti@example.test", "comment": text}
        end = time.monotonic() + 20
        while True:  # the site takes one comment in 15 s from one address, and our answers count too
            answer = httpx.post(f"{self.base}/wp-comments-post.php", data=form, timeout=30)
            if answer.status_code == 302:
                return
            assert "too quickly" in answer.text, answer.text
            assert time.monotonic() < end
            time.sleep(1)
