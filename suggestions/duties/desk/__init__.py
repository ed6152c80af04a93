"""The desk of duties: what one may do on a suggestion's page, and what waits for one's unit."""
