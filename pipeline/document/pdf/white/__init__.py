"""Tables whose columns nothing but white parts."""
