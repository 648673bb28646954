"""Finding in a text, however it is written, what could lead to a person."""
