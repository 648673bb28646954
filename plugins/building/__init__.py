"""One build: the place and its lock, the steps from checked sources to a finished folder, and what is said when it fails."""
