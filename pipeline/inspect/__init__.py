"""What was found on a page, as text and as a picture: why a table was read, or missed."""
