"""Takes each seed account through the real OAuth code flow and writes peer.json.

usage: seed.py BASE_URL PASSWORD_FILE PEER_JSON SERVER_PID
"""

import html
import json
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

base, password_file, peer_file, pid = sys.argv[1:5]
REDIRECT = "http://localhost/callback"
SCOPES = "read write follow push"


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(KeepRedirect)


def call(path, form=None, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(urllib.parse.urljoin(base, path), data, headers)
    try:
        with opener.open(request, timeout=10) as reply:
            return reply.read().decode(), reply.headers
    except urllib.error.HTTPError as error:
        if error.code in (302, 303):
            return "", error.headers
        raise


def wait_until_up(seconds=20):
    end = time.monotonic() + seconds
    while True:
        try:
            return call("/api/v1/instance")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def attributes(tag):
    return {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def log_in(app, name, password):
    query = {
        "client_id": app["client_id"],
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": SCOPES,
        "state": "seed",
    }
    page, _ = call("/oauth/authorize?" + urllib.parse.urlencode(query))
    action = attributes(re.search(r"<form\b[^>]*>", page).group())["action"]
    inputs = [attributes(tag) for tag in re.findall(r"<input\b[^>]*>", page)]
    form = {field["name"]: field.get("value", "") for field in inputs if "name" in field}
    _, headers = call(action, {**form, "login": name, "passwd": password})
    code = urllib.parse.parse_qs(urllib.parse.urlparse(headers["Location"]).query)["code"][0]
    token, _ = call(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": app["client_id"],
            "client_secret": app["client_secret"],
            "redirect_uri": REDIRECT,
            "code": code,
        },
    )
    return json.loads(token)["access_token"]


wait_until_up()
app = json.loads(
    call("/api/v1/apps", {"client_name": "publisher", "redirect_uris": REDIRECT, "scopes": SCOPES})[0]
)
accounts = []
for line in open(password_file):
    name, password = line.split()
    token = log_in(app, name, password)
    me = json.loads(call("/api/v1/accounts/verify_credentials", token=token)[0])
    accounts.append(
        {"name": name, "password": password, "access_token": token, "id": me["id"], "acct": me["acct"]}
    )

peer = {
    "base": base,
    "software": json.loads(call("/api/v1/instance")[0])["version"],
    "app": {key: app[key] for key in ("client_id", "client_secret")}
    | {"redirect_uri": REDIRECT, "scopes": SCOPES},
    "accounts": accounts,
    "pid": int(pid),
}
with open(peer_file + ".tmp", "w") as out:
    json.dump(peer, out, indent=2)
os.replace(peer_file + ".tmp", peer_file)
