"""An article on a page: its text, and what the page says of it."""
