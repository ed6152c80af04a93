"""Lists from a spreadsheet: units, areas and topics, tried before they are taken over."""
