"""What the desk shows of joint authors and organisations, and paper lists of names."""
