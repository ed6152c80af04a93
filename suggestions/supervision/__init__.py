"""Supervision: letters to units that are late, cases that leaders take on, the joint conference."""
