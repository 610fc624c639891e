"""What a web page prints around an article, line by line: data, buttons, links and lists. Read by the junk rules."""
