"""A child knows when its parent is gone: the parent holds one end of a pipe, the child waits at the other."""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "PENDOPO_LIFELINE"
SECONDS_TO_FINISH = 10.0


def hold() -> None:
    """End this process politely when the one that started it is gone, however it went."""
    end = os.environ.get(VARIABLE)
    if end:
        threading.Thread(target=_wait, args=(int(end),), name="lifeline", daemon=True).start()


def _wait(end: int) -> None:
    # Nothing is ever written: this returns when the last holder of the other end has closed it.
    os.read(end, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    # Without a parent there may be no database either, and nothing more to finish.
    time.sleep(SECONDS_TO_FINISH)
    os._exit(1)
