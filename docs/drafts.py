"""Write docs/drafts.md: ten mails of the composer for the demo company, each as it passed the gate.

.venv/bin/python docs/drafts.py
"""

import tempfile
from pathlib import Path

from assistant.demo import NOW
from assistant.emails.brief import make_brief
from assistant.emails.incoming import read_incoming
from assistant.records.crm_import import import_crm
from assistant.records.master import create_key_file
from assistant.settings import Settings
from assistant.workspace import open_workspace
from connectors.crm.csv import CsvCrm

COMPANY = Path("demo/aubepine")
BRIEFS: list[tuple[str, str, str, str, tuple[str, ...], str | None]] = [
    ("c-001", "follow_up", "friendly", "rep-1", ("préciser le délai de livraison et la garantie du Levant 120",), None),
    ("c-002", "follow_up", "formal", "rep-2", ("proposer un point jeudi 26 novembre à 14 h",), None),
    ("c-002", "quote", "concise", "rep-2", ("donner le prix du Fauteuil Gaspard et la remise",), None),
    ("c-011", "answer", "concise", "rep-1", (), "question-fr.eml"),
    ("c-008", "apology", "formal", "rep-1", (), "complaint-fr.eml"),
    ("c-006", "payment_reminder", "formal", "rep-2", (), None),
    ("c-007", "renewal", "friendly", "rep-2", (), None),
    (
        "c-004",
        "answer",
        "formal",
        "rep-3",
        ("give the price of the Grand Large 160 and the delivery time to the UK",),
        None,
    ),
    ("c-004", "appointment", "concise", "rep-3", ("suggest Thursday 26 November at 2 pm",), None),
    ("c-012", "answer", "friendly", "rep-3", (), "question-en.eml"),
]


def main() -> None:
    """Draft them all and write the page."""
    parts = [
        "# Ten drafts\n",
        "Written by the composer, without a model, for the invented company in `demo/`, on its Monday morning.",
        "Each passed the whole gate, which added the notices at the end where the law asks for them.",
        "`docs/drafts.py` writes this page.\n",
    ]
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "master.key"
        create_key_file(key)
        settings = Settings(
            database_url=f"sqlite:///{folder}/s.db",
            master_key_file=key,
            packs=(COMPANY / "pack.yaml",),
            engine="composer",
        )
        with open_workspace(settings) as workspace:
            with workspace.records.writing() as session:
                import_crm(session, CsvCrm(COMPANY))
            writer = workspace.writer()
            for number, (contact, occasion, tone, rep, points, mail) in enumerate(BRIEFS, 1):
                reply = read_incoming(COMPANY / "incoming" / mail) if mail else None
                outcome = writer.write(make_brief(contact, occasion, None, tone, points, reply, rep), NOW)
                if outcome.released is None:
                    raise SystemExit(f"draft {number} was not released: {outcome}")
                asked = "; ".join(points) or (f"in answer to `{mail}`" if mail else "no points")
                quoted = "\n".join(f"> {line}".rstrip() for line in outcome.released.text.split("\n"))
                head = f"## {number}. {occasion}, {tone}\n\nBrief: {asked}\n\n**{outcome.released.subject}**"
                parts.append(f"{head}\n\n{quoted}\n")
    Path("docs/drafts.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
