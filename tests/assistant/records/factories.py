"""A CRM in memory and records in a file, for tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from assistant.records import Records, open_records
from assistant.records.crm_import import import_crm
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
from tests.assistant.master import MASTER

RowType = TypeVar("RowType", bound=CrmRow)

NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


@dataclass
class ListedCrm:
    """A CRM that hands out the rows it was given, by their type."""

    rows: Sequence[CrmRow | Exception]
    complete: frozenset[CrmKind] = frozenset()
    name: str = "listed"

    def organisation(self) -> CrmOrganisation | None:
        return next(self._of(CrmOrganisation), None)

    def reps(self) -> Iterator[CrmRep]:
        return self._of(CrmRep)

    def companies(self) -> Iterator[CrmCompany]:
        return self._of(CrmCompany)

    def contacts(self) -> Iterator[CrmContact]:
        return self._of(CrmContact)

    def consents(self) -> Iterator[CrmConsent]:
        return self._of(CrmConsent)

    def objections(self) -> Iterator[CrmObjection]:
        return self._of(CrmObjection)

    def products(self) -> Iterator[CrmProduct]:
        return self._of(CrmProduct)

    def facts(self) -> Iterator[CrmFact]:
        return self._of(CrmFact)

    def interactions(self) -> Iterator[CrmInteraction]:
        return self._of(CrmInteraction)

    def deals(self) -> Iterator[CrmDeal]:
        return self._of(CrmDeal)

    def invoices(self) -> Iterator[CrmInvoice]:
        yield from self._of(CrmInvoice)
        for error in self.rows:
            if isinstance(error, Exception):
                raise error

    def _of(self, kind: type[RowType]) -> Iterator[RowType]:
        return (row for row in self.rows if isinstance(row, kind))


def records_with(where: str | Path, *rows: CrmRow, complete: frozenset[CrmKind] = frozenset()) -> Records:
    """Records at an address, or in a file of a folder, with what a CRM gave; opened again if they are there."""
    records = open_records(where if isinstance(where, str) else f"sqlite:///{where / 'records.db'}", MASTER)
    with records.writing() as session:
        import_crm(session, ListedCrm(rows, complete))
    return records


REP = CrmRep(
    id="rep-1", first_name="Inès", last_name="Corbin", email="ines.corbin@vitrage.example", phone="02 61 91 00 10",
    language="fr",
)  # fmt: skip
OWN = CrmOrganisation(
    name="Vitrage Clair", siret="86972281900032", vat="FR01869722819", iban="FR7618999000440021753006127"
)
COMPANY = CrmCompany(id="co-1", name="Menuiserie Sarrazin", country="FR", siret="86620116300023", vat="FR79866201163")


def contact(key: str = "c-1", **values: object) -> CrmContact:
    """A contact; unknown in all that is not given."""
    return CrmContact.model_validate({"id": key, "first_name": "Odile", "last_name": "Rivière"} | values)


def said(key: str, at: str, direction: str | None = "in", channel: str = "email", **values: object) -> CrmInteraction:
    """An exchange with contact c-1."""
    return CrmInteraction.model_validate(
        {"id": key, "contact_id": "c-1", "at": at, "direction": direction, "channel": channel} | values
    )
