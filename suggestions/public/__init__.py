"""What everyone may see of suggestions: the list, one suggestion, a campaign's figures."""
