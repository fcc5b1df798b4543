"""The state of every region on every date, and the rule that chose it."""
