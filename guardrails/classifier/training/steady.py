"""Settings under which every processor with AVX2 computes the same; they count before torch is imported."""

import os

_SETTINGS = {
    # Intel's library chooses its code by processor unless told otherwise (oneMKL, "Conditional Numerical
    # Reproducibility"), and torch its own.
    "MKL_CBWR": "AVX2,STRICT",
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_DYNAMIC": "FALSE",
    "OMP_DYNAMIC": "FALSE",
    "OMP_NUM_THREADS": "2",
    "MKL_NUM_THREADS": "2",
}


def settle() -> None:
    """Set them for this process."""
    os.environ.update(_SETTINGS)
