"""`pendopo work`: background work until stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import click
from django.db import close_old_connections, connection
from procrastinate import App, PsycopgConnector
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import connector_params
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import DeleteJobCondition, Status

from pendopo.config import lifeline
from pendopo.config.database import STEP_DOWN
from pendopo.config.env import env
from pendopo.config.standing import reached
from pendopo.foundation import jobs

logger = logging.getLogger(__name__)

# NOTIFY wakes the worker for what is due now; looking finds what became due since.
LOOK_EVERY = 1.0
SECONDS_TO_FINISH = 15.0
CONNECTIONS = 6
FEW_JOBS = 8
RESCUE_EVERY = 10.0
SECONDS_UNUSED = 5.0


@click.command()
@click.option("--queue", "queues", multiple=True, help="Only this queue (may be given several times).")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def work(queues: tuple[str, ...], *, once: bool) -> None:
    """Do background work until stopped. Any number of workers may run."""
    lifeline.hold()
    with reached():
        connection.ensure_connection()
    connection.close()  # each job's thread has its own
    asyncio.run(_work(queues, once=once))


async def _work(queues: tuple[str, ...], *, once: bool) -> None:
    concurrency = env().worker_concurrency
    # Jobs are plain functions that wait for networks: each needs a thread of its own.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(concurrency, thread_name_prefix="job"))
    # Few connections: a job is fetched and finished in a moment, and each job's own work has its own.
    # They listen, so the server must not take them back when they are silent.
    listening = {**connector_params(), "options": STEP_DOWN}
    connector = PsycopgConnector(kwargs=listening, min_size=1, max_size=CONNECTIONS, max_idle=SECONDS_UNUSED)
    app = jobs.app.with_connector(connector)
    options: WorkerOptions = {
        "name": f"{socket.gethostname()}:{os.getpid()}",
        "concurrency": concurrency,
        "wait": not once,
        "fetch_job_polling_interval": LOOK_EVERY,
        "shutdown_graceful_timeout": SECONDS_TO_FINISH,
        "delete_jobs": DeleteJobCondition.SUCCESSFUL,
        "task_middleware": [Connections()],
    }
    if queues:
        options["queues"] = queues
    async with app.open_async():
        rescuing = asyncio.create_task(_rescue_for_ever(app))
        try:
            await app.run_worker_async(**options)
        finally:
            rescuing.cancel()


async def rescue(app: App) -> None:
    """Free the jobs of workers that were killed: nobody else takes them, and their locks hold up others."""
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # The same work was asked for again meanwhile; once is enough.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


async def _rescue_for_ever(app: App) -> None:
    while True:
        try:
            await rescue(app)
        except ConnectorException:
            # The database is away, or the job's worker was alive after all and has just finished it.
            logger.info("Jobs of workers that were killed could not be freed; trying again soon.")
        await asyncio.sleep(RESCUE_EVERY)


class Connections:
    """Each job's thread has a database connection of its own: kept in a rush, given back in quiet hours."""

    def __init__(self, *, few: int = FEW_JOBS) -> None:
        self._few = few
        self._running = 0
        self._counting = threading.Lock()

    def __call__(self, do: Callable[[], Any], *_: Any) -> Any:
        """Do one job, with a connection that has not been lost since the last one."""
        with self._counting:
            self._running += 1
        close_old_connections()
        try:
            return do()
        finally:
            with self._counting:
                self._running -= 1
                is_quiet = self._running < self._few
            if is_quiet:
                connection.close()
            else:
                close_old_connections()
