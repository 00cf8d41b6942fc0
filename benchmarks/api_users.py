"""Parallel users, each sending its next request as soon as the last is answered; a process of its own, with locust.

``python -m benchmarks.api_users ADDRESS TOKEN REQUEST USERS SECONDS SEED PROCESS…`` prints as JSON how long each answer
took (locust's own statistics round to two digits), and how much of a processor this process and those named used.
"""

# ruff: noqa: E402
from gevent.monkey import patch_all

patch_all()  # before anything that opens a socket is imported

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from random import Random
from typing import Final

import gevent
import psutil
from locust import FastHttpUser, constant, task
from locust.env import Environment

from benchmarks.api_mails import CONTACTS, new_mails

SETTLING: Final = 1.0
"""Seconds that are run and not counted: connections are made, the first answers come at once."""
_OCCASIONS: Final = ("follow_up", "answer", "appointment", "thanks", "quote")

Body = dict[str, object]
"""Of a request, as JSON."""


def checks(seed: int) -> Iterator[Body]:
    """What is sent to `/v1/check`: mails of about 200 words, all different, half of them for a contact."""
    for mail in new_mails(seed):
        yield {"text": mail.text, "subject": mail.subject, "contact": mail.contact, "occasion": "answer"}


def briefs(seed: int) -> Iterator[Body]:
    """What is sent to `/v1/emails`: briefs for people who may be written to, each with another wording."""
    random = Random(seed)
    for number in count(seed * 1_000):
        yield {
            "contact": random.choice(CONTACTS),
            "occasion": random.choice(_OCCASIONS),
            "variation": number % 1_000_000,
        }


def nothing(seed: int) -> Iterator[Body]:
    """What is sent to `/healthz`: no body."""
    while True:
        yield {}


REQUESTS: Final[dict[str, tuple[str, str, Callable[[int], Iterator[Body]]]]] = {
    "nothing": ("GET", "/healthz", nothing),
    "check": ("POST", "/v1/check", checks),
    "emails": ("POST", "/v1/emails", briefs),
}


def main() -> None:
    """Send requests for a while, and print how long each took."""
    address, token, name, users, seconds, seed, *watched = sys.argv[1:]
    method, path, bodies = REQUESTS[name]
    waiting = bodies(int(seed))
    processes = [psutil.Process(), *(psutil.Process(int(one)) for one in watched)]
    times: list[float] = []
    statuses: Counter[int] = Counter()

    class Rep(FastHttpUser):
        host = address
        wait_time = constant(0)

        @task
        def ask(self) -> None:
            body = json.dumps(next(waiting)) if method == "POST" else None
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if body else {}
            began = time.perf_counter()
            with self.client.request(method, path, data=body, headers=headers, catch_response=True) as response:
                response.success()  # statuses are counted here, not by locust
            times.append((time.perf_counter() - began) * 1000)
            statuses[response.status_code] += 1

    runner = Environment(user_classes=[Rep], stop_timeout=30).create_local_runner()
    runner.start(int(users), spawn_rate=int(users))
    gevent.sleep(SETTLING)
    first, before, began = len(times), _work(processes), time.perf_counter()
    statuses.clear()
    gevent.sleep(float(seconds))
    counted, after, took = times[first:], _work(processes), time.perf_counter() - began
    figures = {
        "seconds": took,
        "milliseconds": counted,
        "statuses": dict(statuses),
        "work": [then - now for then, now in zip(after, before, strict=True)],
    }
    runner.stop()  # waits for the requests under way, which are not counted
    json.dump(figures, sys.stdout)


def _work(processes: list[psutil.Process]) -> list[float]:
    """Seconds of a processor that each has used since it started."""
    return [times.user + times.system for times in (one.cpu_times() for one in processes)]


if __name__ == "__main__":
    main()
