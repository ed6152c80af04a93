"""Replies: drafted, approved, reviewed before release, sent once, and checked afterwards."""
