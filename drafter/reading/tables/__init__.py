"""Tables that a text holds as lines."""
