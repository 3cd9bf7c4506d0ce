"""Numbers that nothing is known of, but would be had one slip of typing not been made."""
