"""Rounds of polling: which feed is due, what of it is news, and which story that tells."""
