"""`python -m bot` is the same as `telegist`."""

from bot.cli import main

main()
