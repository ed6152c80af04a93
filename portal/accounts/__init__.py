"""Who signs in, and whose contact details may be read."""
