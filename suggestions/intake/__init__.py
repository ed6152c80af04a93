"""How a suggestion comes in: form, files, consent, receipt, tracking."""
