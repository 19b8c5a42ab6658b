"""Run asynchronous code in a test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run(coroutine):
    """Run it in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()
