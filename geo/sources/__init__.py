"""Where files come from: web addresses and databases, with the last good snapshot kept."""
