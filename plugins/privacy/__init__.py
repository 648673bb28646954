"""The protection of people at risk: from interviews to areas, and the gate before everything that is published."""
