"""What the one search finds: an index of everything that has a page, derived from it and never part of a judgement."""
