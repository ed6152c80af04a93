"""The daily digest: what waits for a member of staff, in one mail a day if they wish."""
