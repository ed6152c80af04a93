"""Paper: printed forms with numbered slips, and forms that were photographed and are typed."""
