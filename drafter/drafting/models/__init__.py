"""Language models under figure lock: what they are told, how they are held, and what becomes of an answer."""
