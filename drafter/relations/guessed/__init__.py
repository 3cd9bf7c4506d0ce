"""Results whose wording no rule knows: found by what comes out, the best evidenced first."""
