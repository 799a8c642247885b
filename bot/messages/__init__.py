"""What messages look like: stored things in, Telegram's HTML out. Pure functions."""
