"""Bytes and markup made into plain text, and what can be told of a text by its looks."""
