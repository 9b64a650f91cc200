"""What every network promises the house, tested for everyone who makes the promise.

Against the practice network, snac (Mastodon's API), a Bluesky network, WordPress, a small portal and the
house's own, and by hand. `stage.stands` asks the server itself, past our connector.
"""

from datetime import UTC, datetime, timedelta

import pytest

from pendopo.networks import counting, registry
from pendopo.networks.contract import (
    Ability,
    Gone,
    Later,
    NotReachable,
    NotThere,
    Proof,
    ReconnectNeeded,
    Refused,
    Sent,
    Unknown,
)
from pendopo.networks.tests.pictures import a_picture
from pendopo.networks.tests.stages import (
    BY_HAND,
    OUR_HOUSE,
    SPOKEN_TO,
    a_draft,
    a_key,
    hear,
    now_at,
    published,
    words,
)

UNREACHABLE = "http://127.0.0.1:9"


@pytest.fixture(params=[*SPOKEN_TO, OUR_HOUSE, BY_HAND])
def any_stage(request):
    return request.getfixturevalue(f"{request.param}_stage")


@pytest.fixture(params=[*SPOKEN_TO, OUR_HOUSE])
def stage(request):
    return request.getfixturevalue(f"{request.param}_stage")


@pytest.fixture
def connector(stage):
    return stage.connector()


def just_before():
    return datetime.now(UTC) - timedelta(seconds=1)


def asked_under(stage, connector, text="Jam berapa?"):
    """A post of ours with a citizen's question under it: the post, the question, the cursor after it."""
    sent = published(stage, connector, a_draft(f"Air mengalir {words()}"))
    cursor = now_at(stage, connector)
    stage.citizen_says(text, under=sent.remote_id)
    (one,), cursor = hear(stage, connector, cursor, count=1)
    return sent, one, cursor


def test_the_suite_knows_every_network():
    told = {param.values[0] for param in (*SPOKEN_TO, BY_HAND)} - {"searched"}
    assert told == set(registry.NETWORKS)


class TestEveryConnector:
    def test_its_limits_are_those_the_composer_counts_with(self, any_stage):
        settings = any_stage.credentials.settings
        assert any_stage.connector().limits == any_stage.network.limits_for(settings)

    def test_it_says_who_it_is(self, any_stage):
        identity = any_stage.connector().who_am_i()
        assert (identity.remote_id, identity.handle) == (
            any_stage.credentials.remote_id,
            any_stage.credentials.handle,
        )
        assert identity.name

    def test_what_it_does_not_offer_it_refuses(self, any_stage):
        connector = any_stage.connector()
        if not connector.limits.can(Ability.HIDE):
            assert isinstance(connector.hide("1", thread_id="2"), Refused)

    @pytest.mark.parametrize(
        ("ability", "verb"),
        [
            (Ability.SHOW, "show"),
            (Ability.BLOCK, "block"),
            (Ability.BLOCK, "unblock"),
            (Ability.EDIT, "edit"),
            (Ability.SEARCH_POSTS, "search_posts"),
            (Ability.WEBHOOKS, "call_us_at"),
        ],
    )
    def test_what_it_says_it_can_do_it_has_a_verb_for(self, any_stage, ability, verb):
        connector = any_stage.connector()
        assert hasattr(connector, verb) == connector.limits.can(ability)

    def test_where_people_are_heard_it_says_what_blocking_them_means_there(self, any_stage):
        heard = any_stage.connector().limits.can(Ability.READ)
        assert bool(any_stage.network.on_blocking) == heard


class TestPublishing:
    def test_what_was_sent_is_what_stands_there(self, stage, connector):
        token = words()
        draft = a_draft(
            f"Air {token} mengalir lagi.\n\nTerima kasih atas kesabaran Anda, & mohon maaf.",
            link="https://contoh.go.id/jadwal",
            tags=("airbersih",),
        )
        sent = published(stage, connector, draft)
        assert sent.url.startswith("http")
        assert stage.stands(token) == 1
        there = connector.fetch(sent.remote_id)
        assert there.text == counting.as_said(draft, connector.limits)
        if not connector.limits.link_takes_text:
            assert there.link == draft.link
        if connector.limits.can(Ability.TITLE) and stage.name != "practice":
            assert there.title == f"Air {token} mengalir lagi"

    def test_the_same_key_twice_stands_once(self, stage, connector):
        token, key, began = words(), a_key(), just_before()
        draft = a_draft(f"Air {token} mengalir lagi.")
        first = connector.publish(draft, key=key)
        # Where nothing is named, the house looks before it repeats.
        again = (
            connector.find(draft, key=key, since=began)
            if connector.limits.proof is Proof.SEARCH
            else connector.publish(draft, key=key)
        )
        assert isinstance(first, Sent)
        assert (again.remote_id, again.url) == (first.remote_id, first.url)
        assert stage.stands(token) == 1

    def test_two_keys_are_two_posts(self, stage, connector):
        token = words()
        one, other = (connector.publish(a_draft(f"Air {token} {n}"), key=a_key()) for n in (1, 2))
        assert one.remote_id != other.remote_id
        assert stage.stands(token) == 2

    def test_pictures_stand_in_order_with_what_they_show(self, stage, connector):
        alts = ["Petugas & pipa", "Kran baru", "Tandon", "Warga mengantre"]
        token = words()
        draft = a_draft(f"Air {token} mengalir lagi.", pictures=tuple(a_picture(alt) for alt in alts))
        sent = published(stage, connector, draft)
        assert [one.alt for one in connector.fetch(sent.remote_id).pictures] == alts
        assert stage.stands(token) == 1

    def test_a_thread_stands_in_order_each_part_under_the_one_before(self, stage, connector):
        tokens = [words() for _ in range(3)]
        first, *further = (f"Bagian {token}." for token in tokens)
        sent = published(stage, connector, a_draft(first, thread=tuple(further)))
        assert [stage.stands(token) for token in tokens] == [1, 1, 1]
        if connector.limits.can(Ability.THREADS):
            chain = [sent.remote_id, *sent.part_ids]
            parts = [connector.fetch(one) for one in chain]
            assert [part.in_reply_to for part in parts] == ["", *chain[:2]]
            assert [part.text for part in parts] == [first, *further]
        else:
            assert sent.part_ids == ()

    @pytest.mark.parametrize("wrong", ["text", "thread", "pictures", "alt", "kind", "nothing"])
    def test_what_does_not_fit_is_refused_and_nothing_of_it_stands(self, stage, connector, wrong):
        token, limits = words(), connector.limits
        long = "a" * (limits.text_max + 1)
        picture = a_picture("Kran")
        draft = {
            "text": a_draft(f"{token} {long}"),
            "thread": a_draft(token, thread=(long,)),
            "pictures": a_draft(token, pictures=(picture,) * (limits.pictures_max + 1)),
            "alt": a_draft(token, pictures=(a_picture("a" * (limits.alt_text_max + 1)),)),
            "kind": a_draft(token, pictures=(type(picture)(**{**vars(picture), "kind": "image/x-icon"}),)),
            "nothing": a_draft(" "),
        }[wrong]
        refused = connector.publish(draft, key=a_key())
        assert isinstance(refused, Refused)
        assert not refused.reconnect
        if wrong != "nothing":
            assert stage.stands(token) == 0


class TestUnclearEnds:
    """The worker stopped hearing, or died: what it knows is its key, its draft and when it began."""

    def test_what_arrived_without_an_answer_is_found_and_stands_once(self, stage, connector):
        token, key, began = words(), a_key(), just_before()
        draft = a_draft(f"Air {token} mengalir.", pictures=(a_picture("Kran"),))
        lost = stage.connector(lost_back={1}).publish(draft, key=key)
        assert isinstance(lost, Unknown), lost
        for progress in (lost.progress, ""):  # told, or forgotten by a worker that died
            found = connector.find(draft, key=key, since=began, progress=progress)
            assert isinstance(found, Sent), found
        assert connector.fetch(found.remote_id).text == counting.as_said(draft, connector.limits)
        assert stage.stands(token) == 1

    def test_what_never_arrived_is_not_found_and_may_be_sent(self, stage, connector):
        token, key, began = words(), a_key(), just_before()
        draft = a_draft(f"Air {token} mengalir.")
        lost = stage.connector(lost_there={1}).publish(draft, key=key)
        assert isinstance(lost, Unknown), lost
        assert connector.find(draft, key=key, since=began, progress=lost.progress) == NotThere()
        assert stage.stands(token) == 0
        assert isinstance(connector.publish(draft, key=key, progress=lost.progress), Sent)
        assert stage.stands(token) == 1

    @pytest.mark.parametrize("lost", ["lost_there", "lost_back"])
    @pytest.mark.parametrize("remembers", [True, False], ids=["told", "died"])
    def test_a_thread_goes_on_after_the_parts_that_stand(self, stage, connector, lost, remembers):
        tokens, key, began = [words() for _ in range(3)], a_key(), just_before()
        first, *further = (f"Bagian {token}." for token in tokens)
        draft = a_draft(first, thread=tuple(further))
        number = 2 if connector.limits.can(Ability.THREADS) else 1
        unclear = stage.connector(**{lost: {number}}).publish(draft, key=key)
        assert isinstance(unclear, Unknown), unclear
        progress = unclear.progress if remembers else ""
        match connector.find(draft, key=key, since=began, progress=progress):
            case Later(progress=stands, handle=""):
                sent = connector.publish(draft, key=key, progress=stands)
            case NotThere():
                sent = connector.publish(draft, key=key, progress=progress)
            case sent:
                pass
        assert isinstance(sent, Sent), sent
        assert [stage.stands(token) for token in tokens] == [1, 1, 1]

    def test_of_an_unfinished_thread_the_parts_that_stand_are_known(self, stage, connector):
        if not connector.limits.can(Ability.THREADS):
            pytest.skip("knows no threads")
        tokens, key = [words() for _ in range(3)], a_key()
        draft = a_draft(f"Bagian {tokens[0]}.", thread=tuple(f"Bagian {token}." for token in tokens[1:]))
        unclear = stage.connector(lost_there={3}).publish(draft, key=key)
        assert isinstance(unclear, Unknown), unclear
        first, *others = stage.network.standing(unclear.progress)
        assert [tokens[0] in connector.fetch(first).text, len(others)] == [True, 1]
        if connector.limits.can(Ability.DELETE):
            assert isinstance(connector.delete(first, part_ids=others), Sent)
            assert [stage.stands(token) for token in tokens] == [0, 0, 0]

    def test_an_answer_without_a_confirmation_is_found(self, stage, connector):
        sent, asked, _ = asked_under(stage, connector)
        token, began = words(), just_before()
        draft = a_draft(f"Pukul dua {token}.", in_reply_to=asked.remote_id, root=sent.remote_id)
        lost = stage.connector(lost_back={1}).reply(draft, key="r-1")
        assert isinstance(lost, Unknown), lost
        found = connector.find(draft, key="r-1", since=began, progress=lost.progress)
        assert isinstance(found, Sent), found
        assert stage.stands(token) == 1

    def test_a_server_that_is_not_there_is_no_reason_for_doubt(self, stage):
        away = stage.connector(base=UNREACHABLE)
        assert isinstance(away.publish(a_draft("Halo"), key=a_key()), Later)
        for ask in (
            away.who_am_i,
            lambda: away.read(""),
            lambda: away.find(a_draft("Halo"), key="d-1", since=just_before()),
        ):
            with pytest.raises(NotReachable):
                ask()

    def test_a_wrong_token_asks_for_a_new_connection(self, stage):
        stranger = stage.connector(secrets=stage.broken)
        token = words()
        refused = stranger.publish(a_draft(token), key=a_key())
        assert isinstance(refused, Refused), refused
        assert refused.reconnect
        assert stage.stands(token) == 0
        for ask in (stranger.who_am_i, lambda: stranger.read("")):
            with pytest.raises(ReconnectNeeded):
                ask()


class TestListening:
    def test_each_message_is_heard_once_and_belongs_to_its_post(self, stage, connector):
        sent = published(stage, connector, a_draft(f"Air {words()}"))
        cursor = now_at(stage, connector)
        said = [f"Jam berapa {words()}?", f"Di RT mana {words()}?"]
        for text in said:
            stage.citizen_says(text, under=sent.remote_id)
        heard, cursor = hear(stage, connector, cursor, count=2)
        assert sorted(one.text for one in heard) == sorted(said)
        assert {one.thread_id for one in heard} == {sent.remote_id}
        stage.citizen_says("Terima kasih", under=sent.remote_id)
        heard, _ = hear(stage, connector, cursor, count=1)
        assert [one.text for one in heard] == ["Terima kasih"]
        assert "citizen" in heard[0].author or "arga" in heard[0].author

    def test_our_answer_stands_under_the_question_and_is_not_heard(self, stage, connector):
        sent, asked, cursor = asked_under(stage, connector)
        token = words()
        draft = a_draft(f"Pukul dua {token}.", in_reply_to=asked.remote_id, root=sent.remote_id)
        answer = connector.reply(draft, key=a_key())
        assert isinstance(answer, Sent), answer
        stage.settle()
        assert stage.stands(token) == 1
        assert connector.fetch(answer.remote_id).in_reply_to == asked.remote_id
        assert hear(stage, connector, cursor, count=0)[0] == []

    def test_an_answer_to_our_answer_still_belongs_to_our_post(self, stage, connector):
        sent, asked, cursor = asked_under(stage, connector)
        draft = a_draft(f"Pukul dua {words()}.", in_reply_to=asked.remote_id, root=sent.remote_id)
        answer = connector.reply(draft, key=a_key())
        stage.citizen_says("Baik, terima kasih", under=answer.remote_id)
        (one,), _ = hear(stage, connector, cursor, count=1)
        assert (one.text, one.thread_id, one.parent_id) == (
            "Baik, terima kasih",
            sent.remote_id,
            answer.remote_id,
        )

    def test_hidden_and_shown_as_often_as_one_likes(self, stage, connector):
        if not connector.limits.can(Ability.HIDE):
            pytest.skip("this network hides nothing")
        sent, rude, _ = asked_under(stage, connector, "Promo pinjol!")
        turns = [(connector.hide, True), (connector.hide, True)]
        if connector.limits.can(Ability.SHOW):
            turns += [(connector.show, False), (connector.show, False), (connector.hide, True)]
        for turn, hidden in turns:
            assert isinstance(turn(rude.remote_id, thread_id=sent.remote_id), Sent)
            assert stage.is_hidden(rude, thread_id=sent.remote_id) is hidden

    def test_blocked_and_let_near_again_as_often_as_one_likes(self, stage, connector):
        if not connector.limits.can(Ability.BLOCK):
            pytest.skip("this network blocks nobody")
        sent, rude, cursor = asked_under(stage, connector, "Promo pinjol!")
        near, away = (connector.unblock, 0), (connector.block, 1)
        for turn, blocks in (near, away, away, near, near, away, near):
            outcome = turn(rude.author, said=rude.remote_id)
            assert isinstance(outcome, Sent), (turn.__name__, outcome)
            assert stage.blocks(rude) == blocks
        stage.citizen_says("Maaf, saya mau bertanya", under=sent.remote_id)
        heard, _ = hear(stage, connector, cursor, count=1)
        assert [one.text for one in heard] == ["Maaf, saya mau bertanya"]

    def test_replies_are_counted(self, stage, connector):
        sent, one, _ = asked_under(stage, connector)
        if one.hidden:
            assert isinstance(connector.show(one.remote_id, thread_id=sent.remote_id), Sent)
        assert connector.measure(sent.remote_id).replies in stage.counted


class TestTakingDown:
    def test_twice_is_once_and_then_it_is_gone(self, stage, connector):
        tokens = [words(), words()]
        sent = published(stage, connector, a_draft(tokens[0], thread=(tokens[1],)))
        if not connector.limits.can(Ability.DELETE):
            assert isinstance(connector.delete(sent.remote_id, part_ids=sent.part_ids), Refused)
            assert stage.stands(tokens[0]) == 1
            return
        for _ in range(2):
            assert isinstance(connector.delete(sent.remote_id, part_ids=sent.part_ids), Sent)
            assert [stage.stands(token) for token in tokens] == [0, 0]
        stage.settle()
        for ask in (connector.fetch, connector.measure):
            with pytest.raises(Gone):
                ask(sent.remote_id)

    def test_a_stumbling_network_is_asked_again_without_doubt(self, stage):
        """Hiding, blocking and taking down may be repeated, so silence is no reason to look first."""
        away = stage.connector(base=UNREACHABLE)
        assert isinstance(away.delete(stage.some_id), Later)
        if away.limits.can(Ability.HIDE):
            assert isinstance(away.hide(stage.some_id, thread_id=stage.some_id), Later)
        if away.limits.can(Ability.BLOCK):
            assert isinstance(away.block("warga", said=stage.some_id), Later)
            assert isinstance(away.unblock("warga", said=stage.some_id), Later)


class TestByHand:
    def test_a_person_writes_and_the_link_they_bring_back_ends_it(self, handoff_stage):
        connector, network = handoff_stage.connector(), handoff_stage.network
        settings = handoff_stage.credentials.settings
        draft = a_draft("Air mengalir lagi.", link="https://contoh.go.id/a", thread=("Bagian dua.",))
        waiting = connector.publish(draft, key=a_key())
        assert isinstance(waiting, Later)
        assert connector.check(waiting.handle) == waiting
        card = network.by_hand.card(draft, settings)
        assert (card.caption, card.further) == (counting.as_said(draft, connector.limits), draft.thread)
        assert isinstance(network.by_hand.accept("https://contoh.go.id/a", settings), Refused)
        assert network.by_hand.accept(card.link_example, settings).url == card.link_example

    def test_nobody_but_a_person_can_look(self, handoff_stage):
        connector = handoff_stage.connector()
        assert connector.limits.proof is Proof.NOTHING
        assert isinstance(connector.find(a_draft("Halo"), key="d-1", since=just_before()), Unknown)
        with pytest.raises(NotReachable):
            connector.fetch("9")
