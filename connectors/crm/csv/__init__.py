"""A CRM exported to a folder of CSV files: see `open_csv_crm`."""

from connectors.crm.csv.folder import CsvCrm, open_csv_crm

__all__ = ["CsvCrm", "open_csv_crm"]
