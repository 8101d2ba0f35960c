# Copyright (c) 2026 The iot-ledger authors
#
# SPDX-License-Identifier: GPL-2.0-only
"""Writes this machine's own Debian mirrors as source-package entries into a folder.

apt fetches source packages only from deb-src entries, which most machines lack. The entries written
here are read by a private apt call: the machine's own configuration stays as it is.
Formats: sources.list(5), one-line style and deb822 style.

Usage: deb_src.py FOLDER   (writes FOLDER/1.sources, FOLDER/2.sources, ...: the likeliest mirror first)
"""

import re
import sys
from pathlib import Path

APT = Path("/etc/apt")
KEPT_OPTIONS = {"signed-by": "Signed-By", "trusted": "Trusted"}


def codename():
    """The release's name, such as bookworm."""
    text = Path("/etc/os-release").read_text(encoding="utf-8")
    found = re.search(r'^VERSION_CODENAME="?([\w-]+)', text, re.MULTILINE)
    if not found:
        sys.exit("deb_src.py: /etc/os-release names no release")
    return found.group(1)


def one_line_entries(text):
    """Entries of a .list file, as (uris, suites, components, options)."""
    for line in text.splitlines():
        found = re.match(r"\s*deb\s+(?:\[([^]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)", line)
        if found:
            pairs = (option.split("=", 1) for option in (found.group(1) or "").split() if "=" in option)
            options = {KEPT_OPTIONS[k.lower()]: v for k, v in pairs if k.lower() in KEPT_OPTIONS}
            yield [found.group(2)], [found.group(3)], found.group(4).split(), options


def deb822_entries(text):
    """Entries of a .sources file, as (uris, suites, components, options)."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in re.split(r"\n\s*\n", "\n".join(lines)):
        # A field goes on in lines that begin with a space (a key may stand in the entry itself).
        fields = {
            name.lower(): value.strip("\n")
            for name, value in re.findall(r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", stanza, re.MULTILINE)
        }
        enabled = fields.get("enabled", "yes").strip().lower() not in {"no", "false", "0"}
        if enabled and "deb" in fields.get("types", "").split():
            options = {new: fields[old] for old, new in KEPT_OPTIONS.items() if old in fields}
            yield (*(fields.get(key, "").split() for key in ("uris", "suites", "components")), options)


def entries():
    """All entries of this machine."""
    for path in [APT / "sources.list", *sorted((APT / "sources.list.d").glob("*"))]:
        if path.suffix in {".list", ".sources"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            yield from (one_line_entries if path.suffix == ".list" else deb822_entries)(text)


def main():
    """Writes one file for each entry that carries this release's main component."""
    folder, release = Path(sys.argv[1]), codename()
    folder.mkdir(parents=True, exist_ok=True)
    mirrors = [e for e in entries() if release in e[1] and "main" in e[2]]
    # Others too may name their suites after Debian's; Debian's own mirrors end in /debian.
    mirrors.sort(key=lambda e: not any(re.search(r"/debian/?$", uri) for uri in e[0]))
    for number, (uris, _, _, options) in enumerate(mirrors, start=1):
        lines = ["Types: deb-src", f"URIs: {' '.join(uris)}", f"Suites: {release}", "Components: main"]
        lines += [f"{name}: {value}" for name, value in options.items()]
        (folder / f"{number}.sources").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not mirrors:
        sys.exit(f"deb_src.py: no source in {APT} carries {release} main")


if __name__ == "__main__":
    main()
