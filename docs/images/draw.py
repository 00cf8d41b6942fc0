"""Draw the README's picture: the demo's own output, as an SVG without fonts that a reader would have to download.

.venv/bin/python docs/images/draw.py
"""

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from assistant.demo import run_demo

SCENE = 6

if __name__ == "__main__":
    console = Console(record=True, width=100, file=io.StringIO())
    with tempfile.TemporaryDirectory() as workdir:
        run_demo(console, Path("demo/aubepine"), Path(workdir), SCENE)
    drawing = console.export_svg(title="scrupule demo")
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    Path("docs/images/demo.svg").write_text(drawing, encoding="utf-8")
