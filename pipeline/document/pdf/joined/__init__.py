"""Tables that go on over the end of a page."""
