-- What tests/bench/cases.py fills its database with, statement by statement; %%(first)s is the number of the first case.
CREATE TEMP TABLE bench_case AS
SELECT s.number, %(first)s + s.number - 1 AS id, s.title, s.story, s.number %% 100 = 7 AS restricted,
       s.number %% 2 = 0 AS written, %(now)s - interval '730 days' * (1 - s.number::float8 / %(many)s) AS at,
       CASE WHEN s.number < %(many)s * 0.85 OR s.number %% 5 = 0 THEN 'closed'
            ELSE (ARRAY['new', 'verified', 'waiting_citizen', 'waiting_unit', 'waiting_unit', 'waiting_unit',
                        'in_progress', 'answered'])[1 + s.number %% 8] END AS state,
       (%(units)s::bigint[])[1 + s.number %% 40] AS unit_id, (%(keepers)s::bigint[])[1 + s.number %% 12] AS keeper_id
  FROM bench_said s;
INSERT INTO inbox_citizen (institution_id, network, handle, name, url, named_at)
SELECT %(institution)s, %(network)s, 'warga' || n, 'Warga ' || n, '', %(now)s FROM generate_series(0, 29999) AS n;
INSERT INTO inbox_conversation
       (id, institution_id, account_id, citizen_id, thread_id, state, disposition, reason, unread, last_message_at,
        version, known_to)
SELECT c.id, %(institution)s, %(account)s, p.id, 'kiriman-' || c.number, 'done', 'complaint', '', 0, c.at, 1,
       CASE WHEN c.restricted THEN ARRAY[%(knows)s]::bigint[] END
  FROM bench_case c JOIN inbox_citizen p ON p.institution_id = %(institution)s AND p.handle = 'warga' || c.number %% 30000
 WHERE c.written;
INSERT INTO inbox_message
       (institution_id, account_id, conversation_id, direction, kind, remote_id, parent_id, author, author_name, text,
        url, language, pictures, hidden, said_at, taken_in_at, disposition, reason)
SELECT %(institution)s, %(account)s, c.id, 'in', 'reply', 'pesan-' || c.number || '-' || k, '', 'warga', 'Warga',
       c.story, '', 'id', '[]', false, c.at, c.at, 'complaint', ''
  FROM bench_case c, generate_series(1, 2) AS k WHERE c.written;
INSERT INTO cases_case
       (id, institution_id, code, check_value, kind, supervisory_content, is_anonymous, is_confidential, channel, title,
        story, place, topic, urgent, conversation_id, unit_id, keeper_id, state, ending, ended_why, clocks_id,
        is_estimate, received_at, opened_at, acknowledge_by, verify_by, follow_up_by, resolve_by, acknowledged_at,
        verified_at, answered_at, auto_close_at, closed_at, bounces, reopened, version, known_to)
SELECT c.id, %(institution)s, 'B' || lpad(c.number::text, 8, '0'), 'ABCD',
       CASE WHEN c.restricted THEN 'complaint' ELSE (ARRAY['complaint', 'complaint', 'aspiration', 'info_inquiry'])[1 + c.number %% 4] END,
       c.restricted, c.restricted, c.restricted,
       CASE WHEN c.written THEN 'network' ELSE (ARRAY['counter', 'telephone', 'portal', 'letter'])[1 + c.number / 2 %% 4] END,
       c.title, c.story, 'Kecamatan ' || c.number %% 18, 'Topik ' || c.number %% 30, c.number %% 20 = 3,
       CASE WHEN c.written THEN c.id END,
       CASE WHEN c.state IN ('new', 'verified') THEN NULL ELSE c.unit_id END, c.keeper_id, c.state,
       CASE WHEN c.state = 'closed' THEN 'settled' ELSE '' END, '', %(clocks)s, false, c.at, c.at,
       c.at + interval '1 day', c.at + interval '3 days', c.at + interval '5 days', c.at + interval '14 days',
       c.at + interval '2 hours', CASE WHEN c.state <> 'new' THEN c.at + interval '1 day' END,
       CASE WHEN c.state IN ('answered', 'closed') THEN c.at + interval '6 days' END,
       CASE WHEN c.state = 'answered' THEN %(now)s + interval '10 days' END,
       CASE WHEN c.state = 'closed' THEN c.at + interval '16 days' END, 0, 0, 5,
       CASE WHEN c.restricted THEN ARRAY[%(knows)s]::bigint[] END
  FROM bench_case c ORDER BY c.number;
INSERT INTO cases_reporter (institution_id, case_id, conversation_id, mark, joined_at)
SELECT %(institution)s, c.id, CASE WHEN c.written THEN c.id END, gen_random_uuid(), c.at FROM bench_case c;
INSERT INTO cases_referral
       (institution_id, case_id, unit_id, state, question, sent_at, answer_by, needs_why, said, said_by, ended_at, why,
        is_decided)
SELECT %(institution)s, c.id, c.unit_id, CASE WHEN c.state = 'waiting_unit' THEN 'sent' ELSE 'answered' END, c.story,
       c.at + interval '1 day', c.at + interval '14 days', '',
       CASE WHEN c.state = 'waiting_unit' THEN '' ELSE 'Sudah kami perbaiki hari ini.' END, 'Ibu Ratna',
       CASE WHEN c.state = 'waiting_unit' THEN NULL ELSE c.at + interval '5 days' END, '', false
  FROM bench_case c WHERE c.state IN ('waiting_unit', 'answered') OR c.state = 'closed' AND c.number %% 3 > 0;
INSERT INTO cases_wait (institution_id, case_id, for_whom, unit_id, began_at, ended_at)
SELECT %(institution)s, r.case_id, 'unit', r.unit_id, r.sent_at, r.ended_at FROM cases_referral r;
INSERT INTO cases_wait (institution_id, case_id, for_whom, unit_id, began_at, ended_at)
SELECT %(institution)s, c.id, 'citizen', NULL, c.at + interval '2 days',
       CASE WHEN c.state <> 'waiting_citizen' THEN c.at + interval '3 days' END
  FROM bench_case c WHERE c.state = 'waiting_citizen' OR c.state = 'closed' AND c.number %% 4 = 0;
INSERT INTO cases_answer
       (institution_id, case_id, reporter_id, text, state, purpose, made_at, reached_at, how, trouble, by_id)
SELECT %(institution)s, c.id, r.id, 'Terima kasih. Sudah kami perbaiki.', 'reached', 'final', c.at + interval '6 days',
       c.at + interval '6 days', 'di loket', '', c.keeper_id
  FROM bench_case c JOIN cases_reporter r ON r.case_id = c.id WHERE c.state IN ('answered', 'closed');
INSERT INTO cases_entry (institution_id, case_id, at, what, words, text, told, by_id)
SELECT %(institution)s, c.id, c.at + interval '1 day' * k.place, k.what,
       CASE k.what WHEN 'verified' THEN '{"kind": "complaint"}'::jsonb WHEN 'closed' THEN '{"ending": "settled"}'
                   WHEN 'kept' THEN '{"name": "Sari"}' WHEN 'reached' THEN '{"how": "di loket"}' ELSE '{}' END,
       CASE WHEN k.what IN ('citizen_wrote', 'asked_citizen') THEN c.title ELSE '' END, k.told, c.keeper_id
  FROM bench_case c,
       (VALUES (0, 'opened', true), (0, 'kept', false), (1, 'acknowledged', true), (1, 'verified', true),
               (2, 'asked_citizen', true), (3, 'citizen_wrote', false), (6, 'answered', true), (6, 'reached', true),
               (16, 'closed', true)) AS k (place, what, told)
 WHERE k.place <= CASE c.state WHEN 'new' THEN 0 WHEN 'closed' THEN 16 WHEN 'answered' THEN 6 ELSE 3 END;
SELECT setval(pg_get_serial_sequence('inbox_conversation', 'id'), %(first)s + %(many)s),
       setval(pg_get_serial_sequence('cases_case', 'id'), %(first)s + %(many)s);
