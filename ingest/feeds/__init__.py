"""What feeds are in and how they are found: RSS, Atom, JSON Feed, OPML lists, hubs."""
