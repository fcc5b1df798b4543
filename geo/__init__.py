"""What is true: boundaries, substations and outage records, joined, for any date. No map and no user interface."""
