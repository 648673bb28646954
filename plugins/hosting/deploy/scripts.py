"""What a server with releases is asked to do, in POSIX sh and GNU's tools; `$0` is the folder."""

from plugins.hosting.manifest import NAME

_LOCK = ".deploy-lock"
MANIFEST = f'cat "$0/current/{NAME}" 2>/dev/null || true'
# A folder is made in one step or not at all: that is the lock. Where it can be made and nothing more, it goes again.
ENTER = f"""
mkdir -p -- "$0"; cd -- "$0"; mkdir -p releases
if [ -e current ] && [ ! -L current ]; then echo "!foreign"; exit; fi
if ! mkdir {_LOCK} 2>/dev/null; then
    if [ -d {_LOCK} ]; then echo "!held $(cat {_LOCK}/owner 2>/dev/null)"; exit; fi
    mkdir {_LOCK}
fi
trap 'rm -rf {_LOCK}' EXIT
cat > {_LOCK}/owner
rm -rf releases/.new-*
if [ -L current ]; then basename "$(readlink current)"; else echo "-"; fi
ls -1t releases
trap - EXIT
"""
UNLOCK = f'cd -- "$0"; rm -rf {_LOCK}'
LEAVE = f'cd -- "$0"; if [ "$(cat {_LOCK}/owner 2>/dev/null)" = "$1" ]; then rm -rf {_LOCK}; fi'
# What was counted is what lies there: as many files, each with its hash.
INTACT = """
cd -- "$0/releases/$1"; kept=0
if [ -f "../.kept-$1" ]; then kept=$(xargs -r ls -d -- < "../.kept-$1" 2>/dev/null | wc -l); fi
if [ "$(find . -type f | wc -l)" -ne "$(($2 + kept))" ]; then echo "files are missing or too many in $1" >&2; exit 1; fi
sha256sum --check --quiet --strict - >&2
"""
ACCEPT = 'cd -- "$0/releases"; mv -T ".new-$1" "$1"'
# Theme files of the release $2 stay beside those of $1, and what stayed there of others goes; a list beside the release names them.
# A file of another login may be copied and not linked (Linux: protected_hardlinks). One that can be neither is missed by old pages only.
KEEP = """
cd -- "$0/releases/$1"; list="../.kept-$1"
echo "$2" > "../.before-$1"
if [ -f "$list" ]; then xargs -r rm -f -- < "$list"; fi
: > "$list"
while read -r sum name; do
    if [ -f "../$2/$name" ] && echo "$sum  ../$2/$name" | sha256sum --check --status; then
        echo "$name" >> "$list"
        mkdir -p -- "$(dirname -- "$name")"
        ln -fL -- "../$2/$name" "$name" 2>/dev/null || cp -p -- "../$2/$name" "$name" || rm -f -- "$name"
    fi
done
"""
# What visitors had before $1; nothing when it was the first.
BEFORE = 'cat "$0/releases/.before-$1" 2>/dev/null || true'
# `mv -T` renames the link over the old one: there is no moment without it. What visitors had last comes first in the list, but for a
# release of another login, whose time may not be changed.
SWITCH = """
cd -- "$0"; touch "releases/$1" 2>/dev/null || true; ln -sfn "releases/$1" .current.new; mv -T .current.new current
"""
# A release is never removed while visitors have it.
CLEAR = r"""
cd -- "$0/releases"
ls -1t | grep -E '^[0-9a-f]{12}-[0-9a-f]{12}(\.[0-9]+)?$' | tail -n +"$(($2 + 1))" | grep -Fvx -- "$1" | xargs -r rm -rf --
for note in .kept-* .before-*; do [ -d "${note#.*-}" ] || rm -f -- "$note"; done
"""
