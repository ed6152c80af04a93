"""Commendation: who is commended for a period, from the draft list to the certificate."""
