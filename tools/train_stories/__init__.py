"""Learns which articles tell one event, from pairs labelled by hand."""
