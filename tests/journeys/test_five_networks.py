"""From the composer to five networks: practice and portal of the house itself, and three real servers.

What stands is checked on the servers themselves, by their own interfaces and not through the house.
"""

from __future__ import annotations

import re
import time

import httpx
import pytest
from atproto import Client as BlueskyClient
from mastodon import Mastodon

from tests.journeys import test_first_day as first_day
from tests.journeys.house import a_house
from tests.journeys.people import explains_and_submits, invites, opens_the_house, somebody

pytestmark = pytest.mark.servers

TEXT = "Sumur bor baru di Desa Sukamaju sudah dapat dipakai warga mulai pagi ini."


@pytest.fixture(scope="module")
def house(tmp_path_factory, mastodon_server, bluesky_server, wordpress_server):
    folder = tmp_path_factory.mktemp("house")
    folder.chmod(0o755)
    with a_house(folder, PENDOPO_OUTSIDE_ALLOWED_HOSTS="127.0.0.1,localhost") as house:
        yield house


@pytest.fixture(scope="module")
def admin(browser, house):
    admin = somebody(browser, house, "Ratna Dewi")
    opens_the_house(admin, name="Pemerintah Kabupaten Mekarjaya", short_name="Kab. Mekarjaya")
    return admin


@pytest.fixture(scope="module")
def operator(browser, house, admin):
    operator = somebody(browser, house, "Sari Wulandari")
    invites(admin, operator, "operator")
    return operator


@pytest.fixture(scope="module")
def approver(browser, house, admin):
    approver = somebody(browser, house, "Bambang Sutrisno", phone=True)
    invites(admin, approver, "approver", "editor")
    return approver


def test_three_real_servers_are_connected_from_the_screen(
    admin, operator, approver, mastodon_server, bluesky_server, wordpress_server
):
    first_day.test_an_office_opens_its_house_and_connects_practice_and_portal(admin, operator, approver)

    admin.goes_to("/akun/hubungkan/mastodon/")
    admin.fills(base=mastodon_server["base"])
    admin.page.locator("main form button").last.click()
    admin.page.locator("main a.btn-primary").click()
    admin.page.locator("[name=login]").fill("office")
    admin.page.locator("[name=passwd]").fill(mastodon_server.account("office")["password"])
    admin.page.locator("[name=passwd]").press("Enter")
    admin.page.wait_for_url(re.compile(r"/akun/\d+/$"))
    first_day.put_in_order(admin)

    admin.goes_to("/akun/hubungkan/bluesky/")
    office = bluesky_server.account("office")
    admin.fills(handle=office["handle"], app_password=office["app_password"], server=bluesky_server["pds"])
    admin.page.locator("main form button").last.click()
    admin.page.wait_for_url(re.compile(r"/akun/\d+/$"))
    first_day.put_in_order(admin)

    admin.goes_to("/akun/hubungkan/wordpress/")
    editor = next(one for one in wordpress_server["accounts"] if one["role"] == "editor")
    admin.fills(base=wordpress_server["base"], user=editor["user"])
    admin.page.locator("main form input[type=password]").fill(editor["app_password"])
    admin.page.locator("main form button").last.click()
    admin.page.wait_for_url(re.compile(r"/akun/\d+/$"))
    first_day.put_in_order(admin)


def test_one_post_stands_once_on_all_five(
    operator, approver, mastodon_server, bluesky_server, wordpress_server
):
    operator.goes_to("/konten/baru/")
    operator.fills(title="Sumur bor baru")
    operator.page.locator("main form").last.locator("button").last.click()
    operator.page.wait_for_url(re.compile(r"/konten/\d+/$"))
    item = re.search(r"/konten/(\d+)/", operator.page.url).group(1)
    operator.page.locator("#composer [name=title]").fill("Sumur bor baru di Sukamaju")
    operator.fills(text=TEXT)
    accounts = operator.page.locator("[name=account]").all()
    assert len(accounts) == 5
    for account in accounts:
        account.check()
    explains_and_submits(operator)
    for _step in ("editor", "approver"):
        approver.goes_to(f"/konten/{item}/tinjau/")
        approver.page.locator("button[form=decide]").last.click()
        approver.page.wait_for_load_state()
    first_day.until(
        operator.page,
        "/tayang/?lihat=tayang",
        lambda: operator.page.get_by_text("Sumur bor baru").count() >= 5,
        seconds=120,
    )
    assert on_mastodon(mastodon_server) == 1
    assert on_bluesky(bluesky_server) == 1
    assert on_wordpress(wordpress_server) == 1


def on_mastodon(server) -> int:
    me = server.account("office")
    client = Mastodon(access_token=me["access_token"], api_base_url=server["base"], version_check_mode="none")
    statuses = client.account_statuses(client.me()["id"])
    client.session.close()
    return sum("Sumur bor baru di Desa Sukamaju" in one["content"] for one in statuses)


def on_bluesky(server) -> int:
    server.flush()
    me = server.account("office")
    client = BlueskyClient(base_url=f"{server['pds']}/xrpc")
    client.login(me["handle"], me["password"])
    found = sum(TEXT in one.post.record.text for one in client.get_author_feed(me["did"]).feed)
    client.request.close()
    return found


def on_wordpress(server) -> int:
    posts = httpx.get(f"{server['rest']}/posts", params={"search": "Sumur bor"}, timeout=30).json()
    return sum("Sumur bor baru di Desa Sukamaju" in one["content"]["rendered"] for one in posts)


@pytest.fixture
def citizen(bluesky_server):
    """Somebody with an account of their own, by the network's own library."""
    known = bluesky_server.account("citizen")
    client = BlueskyClient(base_url=f"{bluesky_server['pds']}/xrpc")
    client.login(known["handle"], known["password"])
    yield client
    client.request.close()


def test_a_citizens_word_on_bluesky_is_answered_in_its_thread(operator, bluesky_server, citizen):
    me, client = bluesky_server.account("office"), citizen
    post = next(one.post for one in client.get_author_feed(me["did"]).feed if TEXT in one.post.record.text)
    ref = {"uri": post.uri, "cid": post.cid}
    client.send_post("Apakah airnya sudah aman diminum?", reply_to={"root": ref, "parent": ref})
    bluesky_server.flush()
    first_day.until(
        operator.page, "/masukan/", lambda: operator.page.get_by_text("aman diminum").count() > 0, seconds=150
    )
    operator.page.locator("main a[href*='/masukan/']", has_text="aman diminum").first.click()
    answer = "Sudah diuji di laboratorium, Pak. Aman setelah dimasak."
    operator.page.locator("textarea[name=text]").last.fill(answer)
    operator.page.locator("form[action*='/jawab/'] .btn-primary").click()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        bluesky_server.flush()
        thread = client.get_post_thread(post.uri, depth=6).thread
        said = [
            inner.post.record.text
            for reply in thread.replies or []
            for inner in [reply, *(reply.replies or [])]
        ]
        if answer in said:
            return
        time.sleep(1)
    raise AssertionError(said)
