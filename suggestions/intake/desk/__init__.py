"""Entry at the desk: staff type what a person said, wrote or handed in on paper."""
