"""Customers-out series: rows of a feed of any size become region-days, each row accounted for."""
