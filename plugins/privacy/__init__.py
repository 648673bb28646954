"""From interviews to what may be published about them: pure rules that an outside expert can read in an afternoon."""
