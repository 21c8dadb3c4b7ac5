"""The key that signed a package of Countersign ("Keys" in docs/package-format.md), against the keys that an installation published."""
import base64
import hashlib
import json
import re

import ed25519

NAME, KEYS = "countersign/keys", "keys.json"
STATEMENT = re.compile(r"countersign/keys\n(rotation|revocation)\nkey ([A-Za-z0-9+/]{43}=)\nother ([A-Za-z0-9+/]{43}=)\n"
                       r"(?:from ([1-9]\d{0,8})\n)?time (\d{4}-\d\d-\d\dT\S+)\n\Z", re.ASCII)
SIGNATURE_LINE = re.compile("— (\\S+) ([A-Za-z0-9+/]+={0,2})\\Z")


class KeysUnreadable(Exception):
    """A file of keys that cannot be used, and why."""


def fingerprint_of(key):
    """A public key as people compare it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


class PublishedKeys:
    """The keys of an installation: what "countersign keys export" writes, or the keys.json of another package."""

    def __init__(self, text):
        try:
            told = json.loads(text)
            keys = [base64.b64decode(key.get("publicKey") or key["key"], validate=True) for key in told["keys"]]
            statements = list(told["statements"])
        except (ValueError, KeyError, TypeError, AttributeError):
            keys = []
        if not keys or any(len(key) != 32 for key in keys):
            raise KeysUnreadable("it holds no keys of an installation.")
        self.fingerprints, self.revocations = {fingerprint_of(key) for key in keys}, {}
        for number, note in enumerate(statements, 1):
            said = isinstance(note, str) and read_statement(note, keys)
            if not said:
                raise KeysUnreadable("statement %d about its keys is not rightly signed." % number)
            other, start, at = said
            if start:
                self.revocations.setdefault(fingerprint_of(other), (int(start), at))


def read_statement(note, keys):
    """Whom a statement is about, from which checkpoint it revokes them, and when; None of one that is not rightly signed."""
    end = note.rfind("\n\n") + 1
    body, lines = note[:end], note[end + 1:-1].split("\n")
    found = STATEMENT.match(body)
    if not found or (found[1] == "revocation") != (found[4] is not None):
        return None
    key, other = base64.b64decode(found[2]), base64.b64decode(found[3])
    signers = [key] if found[4] else [key, other]
    return (other, found[4], found[5]) if key in keys and all(is_signed(body, lines, each) for each in signers) else None


def is_signed(body, lines, key):
    """Whether every line that bears the id of a key is its signature, and at least one does."""
    identity = hashlib.sha256(NAME.encode() + b"\n\1" + key).digest()[:4]
    found = [SIGNATURE_LINE.match(line) for line in lines]
    data = [base64.b64decode(each[2] + "=" * (-len(each[2]) % 4)) for each in found if each and each[1] == NAME]
    own = [each[4:] for each in data if each[:4] == identity]
    return bool(own) and all(len(each) == 64 and ed25519.verifies(key, body.encode(), each) for each in own)


class Standing:
    """How the key of a package stands; `revoked` is the checkpoint and the time of a later revocation."""

    def __init__(self):
        self.revoked, self.stamp, self.checkpoint = None, "none", None

    def check(self, package, about, published):
        """Checks it against the keys that the package names, and those that the reader has from the installation."""
        keys = package.small(KEYS)
        if not package.signed:
            return
        with package.distorted(KEYS):
            own = [key for key in keys["keys"] if key["fingerprint"] == package.signed]
            package.expect(own, KEYS, "the key that signed is not among the keys of the installation.")
            known = not published or package.signed in published.fingerprints
            package.expect(known, KEYS, "the key that signed is not among the keys that the installation published.")
            revocation = published.revocations.get(package.signed) if published else None
            self.checkpoint = about["checkpoint"]
            for start in [own[0]["revokedFrom"] if own else None, revocation and revocation[0]]:
                if start is not None and self.checkpoint >= start:
                    words = "the key that signed was revoked from checkpoint %s on, and the package is of checkpoint %s."
                    package.expect(False, KEYS, words % (start, self.checkpoint))
                    return
            if revocation:
                self.revoked, since = revocation, package.stamps.since()
                trusted = all(line["trusted"] for line in package.stamps.lines())
                self.stamp = "none" if not since or since >= revocation[1] else "before" if trusted else "untrusted"

    def told(self):
        """As JSON has it."""
        return self.revoked and {"from": self.revoked[0], "at": self.revoked[1], "checkpoint": self.checkpoint, "stamp": self.stamp}

    def sentences(self):
        """How a key stands that was revoked, for people."""
        if not self.revoked:
            return []
        words = "The key that signed was revoked on %s, from checkpoint %d on. The package says that it is of checkpoint %s, before that" % (
            self.revoked[1][:10], self.revoked[0], self.checkpoint)
        return [words + (", and its time stamps show that it was signed before the key was revoked." if self.stamp == "before" else ".")]

    def unproven(self):
        """What such a key leaves unproven."""
        if not self.revoked:
            return []
        if self.stamp == "before":
            return ["That nobody else had the key before it was revoked: compare the time of the stamp with that of checkpoint %d, "
                    "from which on the key may have been copied." % self.revoked[0]]
        would = "Its time stamp shows it once you name the root that you trust" if self.stamp == "untrusted" else "No time stamp from before shows it"
        return ["That it was signed before its key was revoked: whoever had the key could have signed it later, and named an earlier checkpoint. %s." % would]
