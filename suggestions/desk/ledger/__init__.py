"""The ledger (台账): what came in during a period and what became of it, with chosen columns."""
