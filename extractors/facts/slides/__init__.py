"""Programs of slides: a title, and boxes or lines below it."""
