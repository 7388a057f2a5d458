"""Tables below a head of any form, one line or more a row."""
