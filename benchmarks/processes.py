"""Fresh Python processes that use one thread, so that figures neither share caches nor race each other."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS", "RAYON_NUM_THREADS",
    ),
    "1",
)  # fmt: skip


def measure(module: str, *arguments: str) -> Any:
    """Run a module of this package in a fresh process; what it prints, read as JSON.

    The libraries read their thread counts when they are imported, so they must be set before the process starts.

    Raises:
        subprocess.CalledProcessError: it failed; its own message is on standard error.
    """
    command = [sys.executable, "-m", module, *arguments]
    # Offline settings: nothing that is measured may wait for a network.
    environment = {**os.environ, **_ONE_THREAD, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def stay_on_one_core() -> None:
    """Bind this process to one core, where the system allows it: a thread that starts nevertheless gains nothing."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_memory() -> int:
    """The most memory that this process has held so far, in bytes.

    On Linux the kernel's own mark: ``ru_maxrss`` there remembers what the parent held before it started this process.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
