"""What differs in production. `./inv publish` adds what it alone knows: the address, the names of theme files, whether it is a demo."""

from pelicanconf import *  # noqa: F403  everything else is as in the preview

SITEURL = ""  # given with every publication; nothing is computed from it
OFFLINE = True
