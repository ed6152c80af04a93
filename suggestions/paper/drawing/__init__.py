"""Drawing forms: one page of A4, black on white, for any printer."""
