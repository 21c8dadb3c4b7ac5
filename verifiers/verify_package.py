#!/usr/bin/env python3
"""Verifies a package of Countersign without Countersign.

    python3 verify_package.py [--key FINGERPRINT] [--root ROOT.pem]... [--keys KEYS.json] [--json] PACKAGE.zip...

Written from docs/package-format.md and docs/record-format.md alone; names in quotes are headings of the former. Needs
Python 3.9 or later and the files beside it, no package. Exits with 0 where everything agrees, also of a package that says
what is left out of it, 1 where something is broken, 2 where it was asked wrongly. It reads no clock.
"""
import argparse
import base64
import contextlib
import hashlib
import json
import re
import sys
from pathlib import Path

import ed25519
from certificates import Refused
from package_keys import KEYS, KeysUnreadable, PublishedKeys, Standing, fingerprint_of
from packed_draws import Draws
from packed_zip import PATH, THE_ZIP, Broken, Zip
from stamps import FOLDER, Stamps, roots_of
from verify import RECIPE, TABLES, UNREADABLE, Export, canonical, parse, raw, sha256

FORMAT = "countersign-package/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
ABOUT, PEOPLE, RECORD = "package.json", "people.ndjson", "record/"
MEMBERS = "cycle cycleReport files format installation number omissions redacted report state".split()
MOST_SMALL = 256 << 20


class Package:
    """A package: `faults` are pairs of a file and words, in the order they were found."""

    def __init__(self, path, key=None, roots=None, published=None):
        self.roots, self.published, self.stamps, self.standing = roots, published, Stamps(), Standing()
        self.path, self.key, self.faults, self.seen, self.signed = path, key, [], set(), None
        self.manifest, self.counts, self.withheld, self.not_proven, self.listed, self.draws = {}, {}, 0, [], {}, Draws()

    def expect(self, holds, file, words):
        """Keeps a fault where something does not hold."""
        if not holds:
            self.faults.append((file, words))

    def verify(self):
        """Makes every check; answers "whole", "partial" or "broken"."""
        with open(self.path, "rb") as file:
            try:
                self.check(Zip(file))
            except Broken as broken:
                self.faults.append((broken.file, broken.words))
        return "broken" if self.faults else "whole" if self.manifest["state"] == "complete" else "partial"

    def check(self, archive):
        """Everything, from the ZIP to its last file."""
        self.zip = archive
        data = self.whole(MANIFEST)
        manifest = self.manifest = read_manifest(data)
        self.listed = {file["path"]: file for file in manifest["files"]}
        self.check_signature(data)
        self.check_paths()
        self.stamps.check(self, self.roots)
        about = self.small(ABOUT)
        self.standing.check(self, about, self.published)
        self.not_proven = about.get("notProven", [])
        with self.distorted(ABOUT):
            trail = about["trail"]
            self.expect(trail["stream"] == "cycle-report/" + manifest["cycleReport"], ABOUT, "it names the trail of another report.")
            self.expect(about["number"] == manifest["number"], ABOUT, "it has another number than the manifest.")
            self.expect(about["recipe"] == RECIPE, ABOUT, "it is of another recipe.")
            record = PackedRecord(self, {**trail, "recipe": about["recipe"], "cycleReport": manifest["cycleReport"]})
            record.verify()
            self.counts, self.withheld = record.counts, record.withheld
            for path in sorted(path for path in self.listed if path.startswith("report/")):
                known = {row["sha256"] for row in record.tables["rendition"]}
                self.expect(self.listed[path]["sha256"] in known, path, "the record knows no such document.")
            self.expect(manifest["redacted"] or not record.withheld, MANIFEST, "it says that nothing is withheld, and something is.")
            self.check_people(record.commitments)
            self.draws = record.draws
            self.draws.repeat(self)
            self.counts["draws made again"] = sum(outcome != "not repeated" for _, outcome, _ in self.draws.told)
        for path in sorted(self.listed.keys() & archive.entries.keys() - self.seen):
            with self.reading(path) as lines:
                for _ in lines:
                    pass
        self.counts["time stamps"] = len(self.stamps.judged)
        self.counts["files"] = len(self.listed)

    def check_signature(self, data):
        """"Signature"."""
        text = self.whole(SIGNATURE)
        try:
            told = dict(parse(text))
            key, signature = (base64.b64decode(told[name], validate=True) for name in ("key", "signature"))
            if canonical(told) != text or len(told) != 3 or told["algorithm"] != "Ed25519" or (len(key), len(signature)) != (32, 64):
                raise ValueError
            exact = [base64.b64encode(each).decode() for each in (key, signature)] == [told["key"], told["signature"]]
        except UNREADABLE:
            raise Broken(SIGNATURE, "it is no signature.") from None
        holds = exact and ed25519.verifies(key, FORMAT.encode() + b"\n" + sha256(data), signature)
        self.expect(holds, SIGNATURE, "the signature is not that of this manifest.")
        fingerprint = fingerprint_of(key)
        self.signed = fingerprint if holds else None
        self.expect(self.key in (None, fingerprint), SIGNATURE, "another key signed it: %s." % fingerprint)

    def check_paths(self):
        """"Files": none unlisted, none missing, each of its size."""
        for path, entry in self.zip.entries.items():
            if path in (MANIFEST, SIGNATURE) or path.startswith(FOLDER):
                continue
            file = self.listed.get(path)
            self.expect(file, path, "the manifest does not list it.")
            self.expect(not file or file["size"] == entry.size, path, "it has another size than the manifest gives.")
            named = path.startswith(RECORD + "files/")
            self.expect(not named or file and path == RECORD + "files/" + file["sha256"], path, "it is not what its name says.")
        for path in self.listed:
            self.expect(path in self.zip.entries, path, "the manifest lists it, and it is missing.")
        rows = [RECORD + "rows/%s.ndjson" % each for each in TABLES]
        for path in (ABOUT, KEYS, PEOPLE, RECORD + "trail.ndjson", RECORD + "items.ndjson", *rows):
            if path not in self.zip.entries:
                raise Broken(path, "no package is without it.")

    def check_people(self, commitments):
        """"People": names open the commitments by which the trail names people."""
        told, people = set(), 0
        with self.reading(PEOPLE) as lines:
            for people, data in enumerate(lines, 1):
                with self.distorted(PEOPLE):
                    line = dict(parse(data))
                    self.expect(canonical(line) + b"\n" == data, PEOPLE, "line %d is not canonical." % people)
                    told.add((line["id"], line["commitment"]))
                    opened = {name: line[name] for name in ("email", "name", "salt")} if "salt" in line else None
                    holds = not opened or sha256(canonical(opened)).hex() == line["commitment"]
                    self.expect(holds, PEOPLE, "line %d: %s was called otherwise." % (people, line["id"]))
        for person, commitment in sorted(commitments - told):
            self.expect(False, PEOPLE, "what %s was called when they acted is not told." % person)
        self.counts["names of people"] = people

    @contextlib.contextmanager
    def distorted(self, path):
        """Makes a fault of what cannot be read because a member is missing or of another kind."""
        try:
            yield
        except UNREADABLE as fault:
            self.expect(False, path, "it cannot be read (%s: %s)." % (type(fault).__name__, fault))

    @contextlib.contextmanager
    def reading(self, path):
        """The lines of a file as bytes; after them it is held to the manifest. What is broken in it is a fault."""
        try:
            yield self.lines(path)
        except Broken as broken:
            self.faults.append((broken.file, broken.words))

    def lines(self, path):
        """Yields the lines of a file, the last of which has an end."""
        self.seen.add(path)
        digest, rest = hashlib.sha256(), []
        binary = path.startswith(RECORD + "files/")
        for data in self.zip.read(self.zip.entries[path]):
            digest.update(data)
            if binary:
                continue
            *whole, last = data.split(b"\n")
            for each in whole:
                yield b"".join([*rest, each]) + b"\n"
                rest = []
            rest.append(last)
        self.hold(path, digest.hexdigest())
        if path.endswith(".ndjson") and b"".join(rest):
            raise Broken(path, "its last line has no end.")

    def hold(self, path, digest):
        """Holds a file to the manifest."""
        agrees = path not in self.listed or self.listed[path]["sha256"] == digest
        self.expect(agrees, path, "it is not the file that the manifest names.")

    def whole(self, path):
        """All of a small file."""
        entry = self.zip.entries.get(path)
        if not entry:
            raise Broken(path, "%s does not hold it." % THE_ZIP)
        if entry.size > MOST_SMALL:
            raise Broken(path, "it is larger than %d bytes." % MOST_SMALL)
        data = b"".join(self.zip.read(entry))
        self.seen.add(path)
        if path in self.listed:
            self.hold(path, hashlib.sha256(data).hexdigest())
        return data

    def small(self, path):
        """The object that a small file is."""
        data = self.whole(path)
        try:
            value = dict(parse(data))
            if canonical(value) == data:
                return value
        except UNREADABLE:
            pass
        raise Broken(path, "it is not the canonical text of an object.")


class PackedRecord(Export):
    """The record inside a package: an export of whose rows a redacted package withholds some."""

    def __init__(self, package, manifest):
        super().__init__(package.path)
        self.package, self.manifest, self.stream, self.at = package, manifest, manifest["stream"], ""
        self.redacted = package.manifest["redacted"]
        names = {each["what"] for each in package.manifest["omissions"]}
        self.omitted = {name[len(RECORD):] for name in names if name.startswith(RECORD)}
        self.uploads = {path[len(RECORD):] for path in package.zip.entries if path.startswith(RECORD + "files/")}
        self.commitments, self.draws = set(), Draws()

    def expect(self, holds, kind, *values):
        """Keeps the fault with the file that is being read."""
        self.package.expect(holds, self.at, kind % values)

    def opened(self, name):
        """The lines of a file of the package."""
        self.at = RECORD + name
        return self.package.reading(self.at)

    def lines(self, name):
        """As in an export; every line is canonical."""
        with self.opened(name) as lines:
            for number, data in enumerate(lines, 1):
                with self.reading("line %d", number):
                    value = dict(parse(data))
                    self.expect(canonical(value) + b"\n" == data, "line %d is not canonical.", number)
                    if name == "items.ndjson":
                        self.draws.take(value, self.chains)
                    yield number, value

    def verify(self):
        """Makes every check of an export but that of its files, which the package makes."""
        for check, after in ((self.check_trail, ""), (self.check_rows, ""), (self.check_histories, "rows/history_segment.ndjson"),
                             (self.check_versions, ""), (self.check_decisions, "rows/command.ndjson"),
                             (self.check_numbers, "rows/command.ndjson")):
            self.at = RECORD + after if after else self.at
            with self.reading("the record (%s)", check.__name__):
                check()

    def follow_status(self, entry):
        """As in an export; it also gathers by which commitments people are named."""
        super().follow_status(entry)
        if "actor_commitment" in entry:
            self.commitments.add((entry.get("actor_id", ""), raw(entry["actor_commitment"]).hex()))

    def check_items(self):
        """As in an export; what follows is about versions."""
        contents = super().check_items()
        self.at = RECORD + "rows/version.ndjson"
        return contents


def read_manifest(data):
    """"Manifest": one that says the same in no other way."""
    try:
        manifest = dict(parse(data))
        files = [(file["path"], file["sha256"], file["size"]) for file in manifest["files"]]
        right = sorted(manifest) == MEMBERS and manifest["format"] == FORMAT and type(manifest["redacted"]) is bool
        right &= all(sorted(file) == ["path", "sha256", "size"] for file in manifest["files"])
        right &= all(PATH.match(path) and re.match(r"[0-9a-f]{64}\Z", digest) for path, digest, _ in files)
        right &= all(type(size) is int and size >= 0 for _, _, size in files)
        right &= all(sorted(each) == ["reason", "what"] for each in manifest["omissions"]) and canonical(manifest) == data
        right &= type(manifest["number"]) is int and manifest["number"] >= 1
        right &= all(isinstance(manifest[name], str) for name in ("report", "cycle", "installation"))
    except UNREADABLE:
        right = False
    if not right:
        raise Broken(MANIFEST, "it is no manifest of %s, or not in canonical form." % FORMAT)
    paths = [path for path, _, _ in files]
    if paths != sorted(set(paths)) or {MANIFEST, SIGNATURE} & set(paths) or any(path.startswith(FOLDER) for path in paths):
        raise Broken(MANIFEST, "it lists a file twice, out of order, or itself.")
    if manifest["state"] != ("partial" if manifest["omissions"] else "complete"):
        raise Broken(MANIFEST, "it declares itself %s, which is not what its omissions say." % manifest["state"])
    return manifest


def in_words(package, outcome):
    """What was found, for people."""
    told = package.manifest
    print("%s: %s, %s, package %s%s, which declares itself %s." % (package.path, told["report"], told["cycle"], told["number"],
          ", redacted" if told["redacted"] else "", told["state"]) if told else "%s:" % package.path)
    print("Signed by %s: compare it with the key that the installation publishes." % package.signed if package.signed else "Not signed.")
    print("\n".join(package.standing.sentences() + package.stamps.sentences() + ["%9d %s" % (count, name) for name, count in package.counts.items()]))
    if package.withheld:
        print("%d are withheld; their hashes count." % package.withheld)
    for each in told.get("omissions", []):
        print("Left out: %s. %s" % (each["what"], each["reason"]))
    for draw, what, words in package.draws.told:
        print("Drawn again: %s: %s%s" % (draw, what, ": " + words if words else "."))
    for file, words in package.faults[:50]:
        print("Broken: %s: %s" % (file, words))
    if outcome != "broken":
        print("Every hash agrees." if outcome == "whole" else "Every hash agrees; something is left out.")
    for sentence in package.not_proven + package.stamps.unproven() + package.standing.unproven():
        print("Not proven: %s" % sentence)


def main(arguments):
    """Runs what the command line asks; answers the exit code."""
    sys.stdout.reconfigure(errors="backslashreplace")
    asked = argparse.ArgumentParser(usage=__doc__, add_help=False)
    asked.add_argument("--key")
    asked.add_argument("--root", action="append")
    asked.add_argument("--keys")
    asked.add_argument("--json", action="store_true")
    asked.add_argument("paths", nargs="*")
    asked = asked.parse_args(arguments)
    if not asked.paths or not all(Path(each).is_file() for each in asked.paths):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        roots = asked.root and [root for each in asked.root for root in roots_of(Path(each).read_text())]
        published = asked.keys and PublishedKeys(Path(asked.keys).read_text(encoding="utf-8"))
    except (Refused, KeysUnreadable, OSError, ValueError) as fault:
        print("%s cannot be read: %s" % (" or ".join([*(asked.root or []), *filter(None, [asked.keys])]), fault), file=sys.stderr)
        return 2
    outcomes = []
    for path in asked.paths:
        package = Package(path, asked.key, roots, published)
        outcome = package.verify()
        outcomes.append(outcome)
        if asked.json:
            print(json.dumps({"path": path, "outcome": outcome, "signedBy": package.signed, "draws": package.draws.told,
                              "stamps": package.stamps.lines(), "revokedKey": package.standing.told(), "faults": package.faults[:50]}))
        else:
            in_words(package, outcome)
    return 1 if "broken" in outcomes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
