"""Reading of interview records: only the columns that the rules for publication need, and never a word of the others."""
