"""How a page is set: reading order, columns of text, margins, turned pages."""
