"""What a sheet says of a date, or of two, as plain data that the page composes."""
