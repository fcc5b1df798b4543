"""The slice of one View: state and statements of each region, totals, metrics, the account of all records, what is withheld."""
