"""Words that follow from the figures: what they say anew of this year's, and what is asked about."""
