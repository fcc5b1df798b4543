"""Any text table, spreadsheet or JSON becomes rows of text, with a report on what became of them."""
