"""Who suggests: a person, an organisation, or several people together (联名)."""
