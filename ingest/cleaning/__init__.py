"""What stands in an article and is none of it: appeals, page furniture, what a source says under everything."""
