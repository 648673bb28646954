"""From a built site to static hosts: what makes it publishable, the files that hosts want, and ways to bring it there."""
