"""Rates, and other results whose name says what they are of."""
