"""The map of Korea: the basemap, and what is drawn on it."""
