"""How the bot is: for whoever watches over it, by HTTP. Nothing here knows who any reader is."""
