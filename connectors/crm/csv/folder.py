"""A folder of CSV files as a CRM: one file a kind, checked as a whole before anything is handed out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from connectors.crm.csv.table import Problem, read_table
from connectors.crm.errors import SHOWN, CrmDataError, CrmError
from connectors.crm.protocol import (
    CrmCompany,
    CrmConsent,
    CrmContact,
    CrmDeal,
    CrmFact,
    CrmInteraction,
    CrmInvoice,
    CrmKind,
    CrmObjection,
    CrmOrganisation,
    CrmProduct,
    CrmRep,
    CrmRow,
)

RowType = TypeVar("RowType", bound=CrmRow)

FILES: Mapping[CrmKind, str] = {
    "organisation": "company.csv",
    "reps": "reps.csv",
    "companies": "companies.csv",
    "contacts": "contacts.csv",
    "products": "products.csv",
    "facts": "facts.csv",
    "consents": "consents.csv",
    "objections": "objections.csv",
    "interactions": "interactions.csv",
    "deals": "deals.csv",
    "invoices": "invoices.csv",
}
"""Which file holds which kind, in an order in which references point backwards. Only contacts.csv must be there."""

MODELS: Mapping[CrmKind, type[CrmRow]] = {
    "organisation": CrmOrganisation,
    "reps": CrmRep,
    "companies": CrmCompany,
    "contacts": CrmContact,
    "products": CrmProduct,
    "facts": CrmFact,
    "consents": CrmConsent,
    "objections": CrmObjection,
    "interactions": CrmInteraction,
    "deals": CrmDeal,
    "invoices": CrmInvoice,
}

REFERENCES: Mapping[str, CrmKind] = {
    "company_id": "companies",
    "contact_id": "contacts",
    "product_id": "products",
    "products": "products",
}
"""Columns that hold ids of another file."""

_MIRRORED: tuple[CrmKind, ...] = ("facts", "deals", "invoices")


class _Enough(Exception):
    """Twenty problems were found."""


def _check(folder: Path, report: Callable[[Problem], None]) -> None:
    seen: dict[CrmKind, set[str]] = {}
    broken: set[CrmKind] = set()
    for kind, file in FILES.items():

        def report_kind(problem: Problem, kind: CrmKind = kind) -> None:
            broken.add(kind)
            report(problem)

        ids = seen[kind] = set()
        if (folder / file).is_file():
            for row in read_table(folder / file, MODELS[kind], report_kind):
                values = dict(row.value)
                _check_identity(file, row.line, values.get("id", "the company"), ids, report_kind)
                # A row that was not understood would make every reference to it look wrong as well.
                known = {c: seen[k] for c, k in REFERENCES.items() if k in seen and k not in broken}
                _check_references(file, row.line, values, known, report_kind)


def _check_identity(file: str, line: int, key: object, ids: set[str], report: Callable[[Problem], None]) -> None:
    if str(key) in ids:
        what = ("appears twice; give every row an id of its own", "id")
        alone = ("must hold one row, your own company; remove the others", None)
        message, column = alone if file == FILES["organisation"] else what
        report(Problem(file, message, line, column))
    ids.add(str(key))


def _check_references(
    file: str, line: int, values: dict[str, object], known: dict[str, set[str]], report: Callable[[Problem], None]
) -> None:
    for column, ids in known.items():
        value = values.get(column)
        if value is None:
            continue
        targets = value if isinstance(value, tuple) else (value,)
        if any(str(target) not in ids for target in targets):
            there = FILES[REFERENCES[column]]
            report(Problem(file, f"refers to an id that {there} does not hold; correct or add it", line, column))


class CsvCrm:
    """A folder of CSV files; see `connectors.crm.protocol.Crm`. All files are checked before any row is handed out."""

    def __init__(self, folder: Path) -> None:
        """Read the folder once to check it.

        Raises:
            CrmError: the folder or its contacts.csv is not there.
            CrmDataError: files hold mistakes; up to 20 are listed with file, line and column.
        """
        if not folder.is_dir():
            raise CrmError(f"{folder} is not a folder; give the folder that holds contacts.csv")
        if not (folder / FILES["contacts"]).is_file():
            raise CrmError(f"{folder} holds no contacts.csv; export the contacts of your CRM to that name")
        self.folder = folder
        problems: list[Problem] = []

        def report(problem: Problem) -> None:
            problems.append(problem)
            if len(problems) >= SHOWN:
                raise _Enough

        with suppress(_Enough):
            _check(folder, report)
        if problems:
            raise CrmDataError(self.name, tuple(str(problem) for problem in problems))

    @property
    def name(self) -> str:
        return str(self.folder)

    @property
    def complete(self) -> frozenset[CrmKind]:
        return frozenset(kind for kind in _MIRRORED if (self.folder / FILES[kind]).is_file())

    def organisation(self) -> CrmOrganisation | None:
        return next(self._read("organisation", CrmOrganisation), None)

    def reps(self) -> Iterator[CrmRep]:
        return self._read("reps", CrmRep)

    def companies(self) -> Iterator[CrmCompany]:
        return self._read("companies", CrmCompany)

    def contacts(self) -> Iterator[CrmContact]:
        return self._read("contacts", CrmContact)

    def consents(self) -> Iterator[CrmConsent]:
        return self._read("consents", CrmConsent)

    def objections(self) -> Iterator[CrmObjection]:
        return self._read("objections", CrmObjection)

    def products(self) -> Iterator[CrmProduct]:
        return self._read("products", CrmProduct)

    def facts(self) -> Iterator[CrmFact]:
        return self._read("facts", CrmFact)

    def interactions(self) -> Iterator[CrmInteraction]:
        return self._read("interactions", CrmInteraction)

    def deals(self) -> Iterator[CrmDeal]:
        return self._read("deals", CrmDeal)

    def invoices(self) -> Iterator[CrmInvoice]:
        return self._read("invoices", CrmInvoice)

    def _read(self, kind: CrmKind, model: type[RowType]) -> Iterator[RowType]:
        path = self.folder / FILES[kind]
        if path.is_file():
            for row in read_table(path, model, self._changed):
                yield row.value

    def _changed(self, problem: Problem) -> None:
        # The folder was checked when it was opened, so the file was written to since.
        raise CrmDataError(self.name, (str(problem),))
