"""Pictures of `content/files/`: what each becomes on the site, and its encoding.

A published picture is only pixels: the file an editor put there is never copied, because it can tell the camera, the place
and the people in it. No module here imports Pelican.
"""
