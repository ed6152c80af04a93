"""Tables people send us (JSON lines, CSV, Excel), read row by row, and written safely."""
