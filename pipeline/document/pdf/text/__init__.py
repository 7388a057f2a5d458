"""Characters to lines, lines to the chunks that wide gaps part, and the white between them."""
