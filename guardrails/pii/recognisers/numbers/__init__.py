"""Identity, company and bank numbers: shapes, labels and check digits."""
