"""What is counted, for Prometheus; right over several workers.

With `PROMETHEUS_MULTIPROC_DIR` set before prometheus-client is imported, as `serving` does, each worker counts in files
of that folder, and whichever worker is asked adds them up. Labels are words of ours, never what a caller sent.
"""

import os
import re
from pathlib import Path
from time import monotonic
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_WEIGHED_EVERY: Final = 1.0
_LIVE_FILE: Final = re.compile(r"gauge_live\w*_(\d+)\.db")


class Metrics:
    """Counters of one worker."""

    def __init__(self) -> None:
        """Register the counters in a registry of their own, so that an application can be made more than once."""
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests_total", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Time from the request's headers to the end of its answer.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._under_way = Gauge(
            "http_requests_in_progress", "Requests under way.", registry=self._registry, multiprocess_mode="livesum"
        )
        self._memory = Gauge(
            "scrupule_worker_resident_memory_bytes",
            "Memory of each worker.",
            registry=self._registry,
            multiprocess_mode="liveall",
        )
        self._decisions = Counter(
            "scrupule_decisions_total", "What the gate decided.", ("door", "decision"), registry=self._registry
        )
        self._weighed = -_WEIGHED_EVERY

    def begin(self) -> None:
        """A request has come."""
        self._under_way.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """Its answer is complete; `method` and `route` are of a closed set."""
        self._under_way.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)
        self._weigh()

    def _weigh(self) -> None:
        """Note the memory, at most once a second: while others compute, reading a file waits for them each time."""
        now = monotonic()
        if now - self._weighed >= _WEIGHED_EVERY:
            self._weighed = now
            self._memory.set(resident_bytes())

    def decided(self, door: str, decision: str) -> None:
        """The gate decided on a text.

        Args:
            door: emails, check or reviews.
            decision: one of the gate's, or of what became of a brief.
        """
        self._decisions.labels(door, decision).inc()

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """All counters of all workers in the form that `Accept` prefers, and its content type."""
        encode, content_type = choose_encoder(accept)
        if not os.environ.get(FOLDER):
            return encode(self._registry), content_type
        together = CollectorRegistry()
        MultiProcessCollector(together)
        return encode(together), content_type


def forget_dead_workers() -> None:
    """Drop the gauges of workers that ended without a word (`kill -9`); what they counted stays."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    found = (_LIVE_FILE.fullmatch(file.name) for file in Path(folder).iterdir())
    for process in {int(match.group(1)) for match in found if match}:
        if not Path("/proc", str(process)).exists():
            mark_process_dead(process)


def forget_this_worker() -> None:
    """Drop the gauges of this worker, which is about to end."""
    if os.environ.get(FOLDER):
        mark_process_dead(os.getpid())


def resident_bytes() -> int:
    """Memory of this process in bytes; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
