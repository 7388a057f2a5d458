"""Tables that rules or fills draw."""
