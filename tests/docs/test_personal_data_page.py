"""docs/personal-data.md: every example prints what the page says, with the gate's library alone."""

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path("docs/personal-data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
END = "--- end of the example ---"
BLOCKER = (
    "import sys\n"
    "class Block:\n"
    "    def find_spec(self, name, path=None, target=None):\n"
    "        if name.split('.')[0] in ('assistant', 'connectors', 'prompts', 'chromadb', 'sqlalchemy'):\n"
    "            raise ImportError(name)\n"
    "sys.meta_path.insert(0, Block())\n"
)


def test_every_example_prints_what_the_page_says():
    assert len(EXAMPLES) == PAGE.count("```python") >= 4
    program = BLOCKER + "".join(f"{code}\nprint({END!r})\n" for code, _ in EXAMPLES)
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=100)
    assert result.returncode == 0, result.stderr
    printed = [one.lstrip("\n") for one in result.stdout.split(f"{END}\n")][:-1]
    assert printed == [said for _, said in EXAMPLES]


def test_the_first_example_takes_ten_lines():
    assert len(EXAMPLES[0][0].strip().splitlines()) <= 10


def test_links_lead_somewhere():
    assert all(Path("docs", link).exists() for link in re.findall(r"\]\(((?!http)[^)#]+)", PAGE))
