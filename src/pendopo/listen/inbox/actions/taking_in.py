"""Taking in what was said: in bulk, in any order, as often as a network repeats itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from pendopo.foundation import events
from pendopo.foundation.tenancy import house_itself
from pendopo.institution.accounts import queries as accounts
from pendopo.institution.accounts.models import SocialAccount
from pendopo.listen.inbox.actions import readings
from pendopo.listen.inbox.events import MessageArrived
from pendopo.listen.inbox.models import RawCall
from pendopo.listen.inbox.states import Urgency
from pendopo.networks.contract import Heard

# A name is taken from what was said last, whatever arrives last; equal instants are told apart by the name.
CITIZENS: Final = """
INSERT INTO inbox_citizen AS known (institution_id, network, handle, name, url, named_at)
SELECT %(institution)s, %(network)s, t.handle, t.name, t.url, t.named_at
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS t(handle text, name text, url text, named_at timestamptz)
 ORDER BY t.handle
    ON CONFLICT (institution_id, network, handle) DO UPDATE
   SET name = excluded.name, url = excluded.url, named_at = excluded.named_at
 WHERE (known.named_at, known.name, known.url) < (excluded.named_at, excluded.name, excluded.url)
"""
# Only for what is new: a repeat may name its citizen or its thread anew, and would leave an empty conversation.
CONVERSATIONS: Final = """
INSERT INTO inbox_conversation
       (institution_id, account_id, citizen_id, thread_id, state, disposition, reason, unread,
        last_message_at, version)
SELECT %(institution)s, %(account)s, c.id, t.thread_id, 'open', '', '', 0, max(t.said_at), 0
  FROM jsonb_to_recordset(%(rows)s::jsonb)
       AS t(remote_id text, author text, thread_id text, said_at timestamptz)
  JOIN inbox_citizen c
    ON c.institution_id = %(institution)s AND c.network = %(network)s AND c.handle = t.author
 WHERE NOT EXISTS (SELECT FROM inbox_message m
                    WHERE m.account_id = %(account)s AND m.remote_id = t.remote_id)
 GROUP BY c.id, t.thread_id, t.author
 ORDER BY t.thread_id, t.author
    ON CONFLICT (account_id, thread_id, citizen_id) DO NOTHING
"""
# Who wrote is looked up first (OFFSET 0 keeps it so): of a thread with thousands of citizens one row is read, not all.
MESSAGES: Final = """
INSERT INTO inbox_message
       (institution_id, account_id, conversation_id, direction, kind, remote_id, parent_id, author, author_name,
        text, url, language, pictures, hidden, said_at, taken_in_at, disposition, reason)
SELECT %(institution)s, %(account)s, v.id, 'in', t.kind, t.remote_id, t.parent_id, t.author, t.author_name,
       t.text, t.url, t.language, t.pictures, t.hidden, t.said_at, %(now)s, '', ''
  FROM (SELECT s.*, c.id AS citizen_id
          FROM jsonb_to_recordset(%(rows)s::jsonb) AS s(
                   kind text, remote_id text, parent_id text, author text, author_name text, text text, url text,
                   language text, pictures jsonb, hidden boolean, said_at timestamptz, thread_id text)
          JOIN inbox_citizen c
            ON c.institution_id = %(institution)s AND c.network = %(network)s AND c.handle = s.author
        OFFSET 0) AS t
  JOIN inbox_conversation v
    ON v.account_id = %(account)s AND v.thread_id = t.thread_id AND v.citizen_id = t.citizen_id
 ORDER BY t.remote_id
    ON CONFLICT (account_id, remote_id) DO NOTHING
RETURNING id, conversation_id, remote_id
"""
# Only what is new counts, so a repeat changes nothing; done conversations are open again (FLOW allows it). What it is
# about follows the newest message that says so, unless somebody chose it; urgency only rises until it is done.
COUNT_NEW: Final = """
UPDATE inbox_conversation v
   SET last_message_at = greatest(v.last_message_at, n.last_at),
       waiting_since = least(v.waiting_since, n.first_at),
       unread = v.unread + n.many,
       state = CASE v.state WHEN 'done' THEN 'open' ELSE v.state END,
       disposition = '', reason = '',
       version = v.version + 1,
       intent = CASE WHEN t.conversation_id IS NULL
                       OR v.state <> 'done' AND (v.by_hand ? 'intent'
                          OR t.intent IN ('unsure', 'small_talk') AND v.intent <> '')
                     THEN v.intent ELSE t.intent END,
       urgency = CASE WHEN t.conversation_id IS NULL
                        OR v.state <> 'done' AND (array_position(%(levels)s, v.urgency::text)
                                                  >= array_position(%(levels)s, t.urgency)
                           OR v.by_hand ? 'urgency' AND t.urgency <> 'high')
                      THEN v.urgency ELSE t.urgency END,
       urgency_sure = CASE WHEN t.conversation_id IS NULL THEN v.urgency_sure
                           WHEN v.state <> 'done' AND v.urgency = t.urgency
                           THEN greatest(v.urgency_sure, t.urgency_sure)
                           WHEN v.state <> 'done' AND (array_position(%(levels)s, v.urgency::text)
                                                       > array_position(%(levels)s, t.urgency)
                                OR v.by_hand ? 'urgency' AND t.urgency <> 'high')
                           THEN v.urgency_sure ELSE t.urgency_sure END,
       unit_id = CASE WHEN t.conversation_id IS NULL
                        OR v.state <> 'done' AND (v.by_hand ? 'unit' OR t.unit_id IS NULL)
                      THEN v.unit_id ELSE t.unit_id END,
       unit_is_filled = CASE WHEN t.conversation_id IS NULL
                               OR v.state <> 'done' AND (v.by_hand ? 'unit' OR t.unit_id IS NULL)
                             THEN v.unit_is_filled ELSE t.unit_is_filled END,
       by_hand = CASE v.state WHEN 'done' THEN '[]'::jsonb ELSE v.by_hand END
  FROM (SELECT conversation_id, max(said_at) AS last_at, min(said_at) AS first_at, count(*) AS many
          FROM inbox_message WHERE id = ANY(%(ids)s) GROUP BY conversation_id) AS n
  LEFT JOIN jsonb_to_recordset(%(understood)s::jsonb)
         AS t(conversation_id bigint, intent text, urgency text, urgency_sure float8, unit_id bigint,
              unit_is_filled boolean)
         ON t.conversation_id = n.conversation_id
 WHERE v.id = n.conversation_id
"""
LEVELS: Final = ["", *reversed(Urgency.values)]
LOCK: Final = "SELECT id FROM inbox_conversation WHERE id = ANY(%(ids)s) ORDER BY id FOR UPDATE"


@house_itself("what citizens write is taken in, whoever needs to know of it")
def take_in(*, institution_id: int, account_id: int, heard: Sequence[Heard], now: datetime) -> int:
    """Write down what is new among it, in the conversations it belongs to. Returns how many that were.

    A message is known by account and remote id: a repeat changes nothing, and no order of arrival
    leads to another end. What the office said itself is no citizen's message. Each new one is read by
    triage; where that fails, the message stands in the inbox all the same and is read later.
    """
    account = accounts.names_of(institution_id, account_id)
    rows = _rows(heard, account)
    if not rows:
        return 0
    said: dict[str, Any] = {
        "institution": institution_id,
        "account": account_id,
        "network": account.network,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(CITIZENS, {**said, "rows": _json(_citizens(rows))})
        cursor.execute(CONVERSATIONS, {**said, "rows": _json(rows)})
        cursor.execute(MESSAGES, {**said, "rows": _json(rows)})
        new = cursor.fetchall()
        if not new:
            return 0
        ids = sorted(row[0] for row in new)
        heard_now = _heard_now(new, rows)
        understood = readings.understand(institution_id, heard_now)
        conversation_ids = sorted({row[1] for row in new})
        if len(conversation_ids) > 1:
            # Locked in one order, so that two intakes can't wait for each other.
            cursor.execute(LOCK, {"ids": conversation_ids})
        cursor.execute(
            COUNT_NEW,
            {"ids": ids, "levels": LEVELS, "understood": _json(readings.of_conversations(understood))},
        )
    readings.keep(institution_id, understood)
    events.tell(
        MessageArrived(
            institution_id=institution_id,
            account_id=account_id,
            message_ids=tuple(ids),
            conversation_ids=tuple(conversation_ids),
        )
    )
    readings.tell_urgent(institution_id, understood, now=now)
    return len(ids)


def _heard_now(
    new: Iterable[tuple[int, int, str]], rows: Iterable[Mapping[str, Any]]
) -> list[readings.HeardNow]:
    """What is new, in the order in which it was said."""
    said = {row["remote_id"]: row for row in rows}
    found = [
        readings.HeardNow(
            message_id=message_id,
            conversation_id=conversation_id,
            text=said[remote_id]["text"],
            said_at=datetime.fromisoformat(said[remote_id]["said_at"]),
        )
        for message_id, conversation_id, remote_id in new
    ]
    return sorted(found, key=lambda one: (one.said_at, one.message_id))


@transaction.atomic
def keep_call(*, account: SocialAccount, body: bytes, headers: Mapping[str, str], now: datetime) -> RawCall:
    """Keep a genuine call as it came; a job reads it."""
    return RawCall.objects.create(
        institution_id=account.institution_id,
        account=account,
        body=body,
        headers=dict(headers),
        received_at=now,
    )


@transaction.atomic
def settle_call(*, call: RawCall, now: datetime, trouble: str = "") -> None:
    """A call was read, or cannot be read."""
    RawCall.objects.filter(institution_id=call.institution_id, pk=call.pk, handled_at__isnull=True).update(
        handled_at=now, trouble=trouble[:500]
    )


def _rows(heard: Iterable[Heard], account: accounts.Names) -> list[dict[str, Any]]:
    """One row a message; of several with one remote id the first counts, as it does in the table."""
    own = {name.lstrip("@").casefold() for name in (account.handle, account.remote_id) if name}
    rows: dict[str, dict[str, Any]] = {}
    for one in heard:
        author = _clean(one.author, 300) or "?"
        if author.lstrip("@").casefold() in own or not one.remote_id:
            continue
        rows.setdefault(
            one.remote_id[:500],
            {
                "kind": one.kind.value,
                "remote_id": one.remote_id[:500],
                "thread_id": (one.thread_id or one.remote_id)[:500],
                "parent_id": one.parent_id[:500],
                "author": author,
                "author_name": _clean(one.author_name, 300),
                "author_url": one.author_url[:1000],
                "text": _clean(one.text, 20_000),
                "url": one.url[:1000],
                "language": one.language[:20],
                "pictures": list(one.pictures),
                "hidden": one.hidden,
                "said_at": one.said_at.isoformat(),
            },
        )
    return list(rows.values())


def _citizens(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each author once, named as in their latest message."""
    named: dict[str, tuple[datetime, str, str]] = {}
    for row in rows:
        said = (datetime.fromisoformat(row["said_at"]), row["author_name"], row["author_url"])
        named[row["author"]] = max(named.get(row["author"], said), said)
    return [
        {"handle": handle, "name": name, "url": url, "named_at": at.isoformat()}
        for handle, (at, name, url) in named.items()
    ]


def _clean(text: str, most: int) -> str:
    # PostgreSQL keeps no zero bytes, and a stray half of a surrogate pair is no text either.
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")[:most]


def _json(rows: Iterable[Mapping[str, Any]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False)
