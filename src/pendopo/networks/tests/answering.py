"""A network that says what a test wants, one answer after the other, and remembers what it was asked."""

import json

import httpx

from pendopo.networks.outside import Outside


class Answering(httpx.BaseTransport):
    """`routes` answers by the end of the path; `script` answers in order, whatever was asked."""

    def __init__(self, *script, routes=None):
        self.script = list(script)
        self.routes = routes or {}
        self.asked = []

    def handle_request(self, request):
        request.read()
        self.asked.append(request)
        answer = None
        for ending, known in self.routes.items():
            method, _, path = ending.rpartition(" ")
            if request.url.path.endswith(path) and method in {"", request.method}:
                answer = known(request) if callable(known) else known
                break
        if answer is None:
            answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def said(self, number=-1):
        """The JSON of one request."""
        return json.loads(self.asked[number].content)

    def outside(self, **more):
        return Outside(transport=self, **more)


def ok(said, status=200, **headers):
    return httpx.Response(status, json=said, headers=headers)
