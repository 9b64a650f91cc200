"""Where networks call: the signature is checked, the call kept as it came, and a job reads it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pendopo.foundation.tenancy import acting_for
from pendopo.foundation.web import public
from pendopo.listen.inbox import actions, jobs, queries
from pendopo.listen.inbox.webhooks import READERS

BODY_MAX: Final = 262_144


@public
@csrf_exempt
@require_POST
def hear(request: HttpRequest, network: str, token: str) -> HttpResponse:
    """Take a call. Whoever did not sign it is told nothing, not even whether the address exists."""
    at = now()
    try:
        body = request.body
    except RequestDataTooBig:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if len(body) > BODY_MAX:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    account = queries.account_of_webhook(network, token) if network in READERS else None
    if account is None:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    headers = {
        name.lower(): value for name, value in request.headers.items() if name.lower().startswith("x-")
    }
    try:
        READERS[network](body=body, headers=headers, secret=queries.webhook_secret(account), now=at)
    except ValueError:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    with acting_for(account.institution_id):
        actions.keep_call(account=account, body=body, headers=headers, now=at)
        jobs.wake_for_calls(account.institution_id, account.pk)
    return HttpResponse(status=HTTPStatus.OK)
