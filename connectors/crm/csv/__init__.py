"""A CRM exported to a folder of CSV files: see `CsvCrm`."""

from connectors.crm.csv.folder import CsvCrm

__all__ = ["CsvCrm"]
