"""Outage reports: the columns of `outages.csv`, and the region of each record."""
