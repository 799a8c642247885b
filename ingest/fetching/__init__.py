"""What is fetched on somebody's word: addresses, the guard over them, and the one place that opens connections."""
