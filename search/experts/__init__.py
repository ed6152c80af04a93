"""Experts for a suggestion: whose field it is, and whose words are like its text."""
