"""What the reviews of a round say about the round: agreement, severity, order, calibration."""
