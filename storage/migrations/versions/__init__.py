"""One module a revision, numbered; what is in one never changes once released."""
