"""Pictures: counted things in, PNG out. It knows nothing of Telegram, of storage or of what the words mean."""
