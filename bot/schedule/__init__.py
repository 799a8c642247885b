"""When things are due: times of day, time zones, the next digest, and the ticks that look."""
