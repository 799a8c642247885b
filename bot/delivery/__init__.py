"""How messages reach Telegram: the transport, the pace, and the courier that empties the outbox."""
