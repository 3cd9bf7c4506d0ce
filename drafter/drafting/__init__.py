"""Write this year's report: adapt precedents, or let a language model write around the figures."""
