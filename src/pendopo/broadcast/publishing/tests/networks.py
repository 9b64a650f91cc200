"""Networks for tests, each a character. They stand at the door where connectors are made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from pendopo.networks.contract import (
    Draft,
    Found,
    Gone,
    Later,
    Limits,
    NotReachable,
    NotThere,
    Outcome,
    Refused,
    Sent,
    Unknown,
)


class WorkerDies(BaseException):
    """The process is gone: nothing after this line happens."""


@dataclass
class Network:
    """Remembers what stands on it, by key, and every time something was put there."""

    limits: Limits = field(default_factory=lambda: Limits(text_max=500))
    standing: dict[str, list[Draft]] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def publish(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        self.asked.append(f"publish {draft.text}")
        return self.take(draft, key)

    def take(self, draft: Draft, key: str) -> Sent:
        self.standing.setdefault(key, []).append(draft)
        return Sent(remote_id=f"r-{key}", url=f"https://contoh.example/{key}")

    def reply(self, draft: Draft, *, key: str, progress: str = "") -> Outcome:
        return self.publish(draft, key=key, progress=progress)

    def check(self, handle: str) -> Outcome:
        self.asked.append("check")
        return Sent(remote_id=handle, url="https://contoh.example/p")

    def find(self, draft: Draft, *, key: str, since, progress: str = "") -> Found:
        self.asked.append("find")
        if key in self.standing:
            return Sent(remote_id=f"r-{key}", url=f"https://contoh.example/{key}")
        return NotThere()

    def delete(self, remote_id: str, *, part_ids=()) -> Outcome:
        self.asked.append("delete")
        self.down.add(remote_id)
        return Sent(remote_id=remote_id, url="")

    def hide(self, remote_id: str, *, thread_id: str) -> Outcome:
        self.asked.append(f"hide {remote_id}")
        return Sent(remote_id=remote_id, url="")

    def fetch(self, remote_id: str) -> Draft:
        key = remote_id.removeprefix("r-")
        if remote_id in self.down or key not in self.standing:
            raise Gone
        return self.standing[key][0]

    @property
    def twice(self) -> list[str]:
        return [key for key, drafts in self.standing.items() if len(drafts) > 1]


class LethalNetwork(Network):
    """Delivers, and takes the worker with it."""

    def publish(self, draft, *, key, progress=""):
        super().publish(draft, key=key)
        raise WorkerDies


class DeafNetwork(Network):
    """The worker dies before a word has left the house."""

    def publish(self, draft, *, key, progress=""):
        raise WorkerDies


class AbsentMindedNetwork(Network):
    """Delivers and forgets to say so, once."""

    def publish(self, draft, *, key, progress=""):
        first = key not in self.standing
        sent = super().publish(draft, key=key)
        return Unknown(why="It failed while answering.") if first else sent


class LosingNetwork(Network):
    """Says nothing and keeps nothing, once."""

    lost = False

    def publish(self, draft, *, key, progress=""):
        if not self.lost:
            self.lost = True
            return Unknown(why="It failed while answering.")
        return super().publish(draft, key=key)


class BusyNetwork(Network):
    """Asks to wait, so often."""

    times = 1
    wait: timedelta | None = None

    def publish(self, draft, *, key, progress=""):
        if self.times:
            self.times -= 1
            return Later(why="Too much.", wait=self.wait)
        return super().publish(draft, key=key)


class ProudNetwork(Network):
    """Never takes it."""

    def publish(self, draft, *, key, progress=""):
        return Refused(why="The text is too long.")


class StubbornNetwork(Network):
    """Does not let programs take down what stands."""

    def delete(self, remote_id, *, part_ids=()):
        return Refused(why="Programs may not delete here.")


class LockedNetwork(Network):
    """Does not accept our permission."""

    locked = True

    def publish(self, draft, *, key, progress=""):
        if self.locked:
            return Refused(why="Connect again.", reconnect=True)
        return super().publish(draft, key=key)


class SlowNetwork(Network):
    """Takes it, and works on it."""

    def publish(self, draft, *, key, progress=""):
        self.take(draft, key)
        return Later(why="Working.", handle="h-1", wait=timedelta(seconds=3))


class UnsearchableNetwork(AbsentMindedNetwork):
    """Nobody can look what stands there."""

    def find(self, draft, *, key, since, progress=""):
        return Unknown(why="It cannot be searched.")


class ShutNetwork(AbsentMindedNetwork):
    """Forgets to say so, and then can't be reached for a while."""

    shut = True

    def find(self, draft, *, key, since, progress=""):
        if self.shut:
            raise NotReachable("Not reached.")
        return super().find(draft, key=key, since=since)


class ForgingNetwork(Network):
    """Shows something else than what it was given."""

    def fetch(self, remote_id):
        return replace(super().fetch(remote_id), text="Sesuatu yang lain sama sekali.")


class BrokenNetwork(Network):
    """Our own connector has a mistake, after the post has left."""

    def publish(self, draft, *, key, progress=""):
        super().publish(draft, key=key)
        raise KeyError("no such word")


class ConfusedNetwork(AbsentMindedNetwork):
    """Forgets to say so, and our connector breaks whenever it looks."""

    def find(self, draft, *, key, since, progress=""):
        raise KeyError("no such word")
