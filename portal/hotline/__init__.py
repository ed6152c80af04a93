"""The hotline's published results: figures by month and year, by topic and unit."""
