"""Child processes for what chews on strangers' bytes."""
