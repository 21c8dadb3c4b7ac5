"""DER (X.690) and certificates (RFC 5280), as far as judging a time stamp takes them; anything else is refused. No clock is read."""
import re
from datetime import datetime, timedelta, timezone

from signatures import CURVES, signs

BOOLEAN, INTEGER, BITS, OCTETS, NULL, OID, UTC_TIME, TIME, SEQUENCE, SET = 1, 2, 3, 4, 5, 6, 0x17, 0x18, 0x30, 0x31
DIGESTS = {"1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384",
           "2.16.840.1.101.3.4.2.3": "sha512"}
SIGNATURES = {"1.2.840.113549.1.1.1": ("RSA", None), "1.2.840.113549.1.1.11": ("RSA", "sha256"),
              "1.2.840.113549.1.1.12": ("RSA", "sha384"), "1.2.840.113549.1.1.13": ("RSA", "sha512"),
              "1.2.840.10045.2.1": ("ECDSA", None), "1.2.840.10045.4.3.2": ("ECDSA", "sha256"),
              "1.2.840.10045.4.3.3": ("ECDSA", "sha384"), "1.2.840.10045.4.3.4": ("ECDSA", "sha512")}
CONSTRAINTS, USAGE, PURPOSES, POLICIES, STAMPING = "2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.32", "1.3.6.1.5.5.7.3.8"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Refused(Exception):
    """A time stamp, or a certificate of one, that does not hold, and why."""


def hold(holds, words, *values):
    """Refuses where something does not hold."""
    if not holds:
        raise Refused(words % values)


def read_all(data):
    """The elements one behind the other, each with its tag, its content and all its octets."""
    found, at = [], 0
    while at < len(data):
        hold(at + 1 < len(data) and data[at] & 31 != 31, "it is cut off, or has a tag that is not read here.")
        more = max(0, data[at + 1] - 128)
        hold(data[at + 1] != 128 and more <= 4, "it has a length that DER does not know.")
        begin = at + 2 + more
        length = int.from_bytes(data[at + 2:begin], "big") if more else data[at + 1]
        hold(not more or length >= max(128, 256 ** (more - 1)), "a length is not in its shortest form.")
        hold(begin + length <= len(data), "it is cut off.")
        found.append((data[at], data[begin:begin + length], data[at:begin + length]))
        at = begin + length
    return found


def read_one(data):
    """The one element that bytes are."""
    found = read_all(data)
    hold(len(found) == 1, "it is not one element of DER.")
    return found[0]


class Members:
    """The members of a structure in their order, taken one after the other."""

    def __init__(self, element, tag=SEQUENCE):
        hold(element[0] == tag, "an element is of another kind.")
        self.left = read_all(element[1])

    def maybe(self, tag):
        """The next member where it has this tag, otherwise none."""
        return self.left.pop(0) if self.left and self.left[0][0] == tag else None

    def take(self, *tags):
        """The next member, which has one of these tags."""
        hold(self.left and self.left[0][0] in tags, "a structure lacks a member, or has another.")
        return self.left.pop(0)

    def end(self):
        """Refuses a member more."""
        hold(not self.left, "a structure has a member more.")


def oid_of(element):
    """The dotted form of an object identifier."""
    tag, body, _ = element
    hold(tag == OID and body and body[-1] < 128, "it has an object identifier that is none.")
    arcs, arc = [], 0
    for octet in body:
        hold(arc <= 2 ** 40, "it has an object identifier that is longer than any.")
        arc = arc * 128 + (octet & 127)
        if octet < 128:
            arcs, arc = arcs + [arc], 0
    first = min(2, arcs[0] // 40)
    return ".".join(map(str, [first, arcs[0] - first * 40, *arcs[1:]]))


def small(element):
    """A small number that is not negative."""
    hold(element[0] == INTEGER and len(element[1]) == 1 and element[1][0] < 128, "a number is out of range.")
    return element[1][0]


def magnitude(element):
    """The octets of a number that is not negative."""
    tag, body, _ = element
    padded = body[:1] == b"\0" and len(body) > 1
    hold(tag == INTEGER and body and body[0] < 128 and not (padded and body[1] < 128), "a number is not written as DER has it.")
    return body[1:] if padded else body


def bits(element):
    """The octets of a string of bits."""
    hold(element[0] == BITS and element[1][:1] == b"\0", "a string of bits does not end with a whole octet.")
    return element[1][1:]


def instant(element):
    """An instant in milliseconds since 1970, cut off below."""
    short = element[0] == UTC_TIME
    form = rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z\Z" if short else rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z\Z"
    parts = re.match(form, element[1])
    hold(parts, "a time is not written as DER has it.")
    year, *others = (int(part) for part in parts.groups()[:6])
    century = 0 if not short else 2000 if year < 50 else 1900
    try:
        at = datetime(century + year, *others, tzinfo=timezone.utc)
    except ValueError:
        raise Refused("a time names a moment that is none.") from None
    return (at - EPOCH) // timedelta(seconds=1) * 1000 + int((parts[7] or b"").ljust(3, b"0")[:3])


def told(at):
    """An instant as ISO 8601 has it."""
    return (EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain(element, known):
    """What an algorithm without parameters is, among those that are known."""
    members = Members(element)
    oid = oid_of(members.take(OID))
    members.maybe(NULL)
    members.end()
    hold(oid in known, "it uses an algorithm that does not count (%s).", oid)
    return known[oid]


def public_key(element):
    """A public key: RSA with two numbers, or ECDSA with a curve and a point."""
    members = Members(element)
    algorithm, data = Members(members.take(SEQUENCE)), bits(members.take(BITS))
    members.end()
    kind, digest = SIGNATURES.get(oid_of(algorithm.take(OID)), (None, ""))
    hold(kind and digest is None, "a public key is of a kind that does not count.")
    if kind == "RSA":
        algorithm.take(NULL)
        algorithm.end()
        numbers = Members(read_one(data))
        modulus, exponent = magnitude(numbers.take(INTEGER)), magnitude(numbers.take(INTEGER))
        numbers.end()
        odd = modulus[-1] & exponent[-1] & 1
        hold(len(modulus) >= 256 and odd and len(exponent) <= 4 and exponent != b"\1", "a key of RSA is too short to count.")
        return kind, modulus, exponent
    curve = CURVES.get(oid_of(algorithm.take(OID)))
    algorithm.end()
    hold(curve and len(data) == 1 + 2 * curve.octets and data[0] == 4, "a key is of a curve, or in a form, that is not read here.")
    return kind, curve, data


class Certificate:
    """A certificate, as far as judging a time stamp takes it."""

    def __init__(self, whole):
        self.whole = whole
        members = Members(read_one(whole))
        body, outer, self.signature = members.take(SEQUENCE), members.take(SEQUENCE), bits(members.take(BITS))
        members.end()
        self.signed, members = body[2], Members(body)
        members.maybe(0xa0)
        self.serial = members.take(INTEGER)[1]
        hold(members.take(SEQUENCE)[2] == outer[2], "a certificate names two algorithms.")
        self.issuer = members.take(SEQUENCE)[2]
        validity = Members(members.take(SEQUENCE))
        self.begins, self.ends = instant(validity.take(UTC_TIME, TIME)), instant(validity.take(UTC_TIME, TIME))
        validity.end()
        subject = members.take(SEQUENCE)
        self.subject, self.name = subject[2], name_of(subject)
        self.key = public_key(members.take(SEQUENCE))
        members.maybe(0x81)
        members.maybe(0x82)
        extensions = members.maybe(0xa3)
        members.end()
        self.kind, self.digest = plain(outer, SIGNATURES)
        hold(self.digest, "a certificate does not say by which digest it is signed.")
        self.issues, self.limit, self.stamps, self.unknown = False, None, False, None
        self.extend(Members(read_one(extensions[1])).left if extensions else [])

    def extend(self, extensions):
        """What its extensions say."""
        usage, seen = 255, set()
        for extension in extensions:
            members = Members(extension)
            oid = oid_of(members.take(OID))
            critical = (members.maybe(BOOLEAN) or (0, b""))[1][:1] == b"\xff"
            value = read_one(members.take(OCTETS)[1]) if oid in (CONSTRAINTS, USAGE, PURPOSES) else members.take(OCTETS)
            members.end()
            hold(oid not in seen, "a certificate has an extension twice.")
            seen.add(oid)
            if oid == CONSTRAINTS:
                members = Members(value)
                self.issues = (members.maybe(BOOLEAN) or (0, b""))[1][:1] == b"\xff"
                limit = members.maybe(INTEGER)
                self.limit = small(limit) if limit else None
                members.end()
            elif oid == USAGE:
                hold(value[0] == BITS and (value[1] or b"\x08")[0] <= 7, "a key usage is none.")
                usage = value[1][1] if len(value[1]) > 1 else 0
            elif oid == PURPOSES:
                self.stamps = [oid_of(each) for each in Members(value).left] == [STAMPING] and critical
            elif critical and oid != POLICIES:
                self.unknown = self.unknown or oid
        self.issues, self.stamps = self.issues and bool(usage & 4), self.stamps and bool(usage & 192)

    def signs(self, kind, digest, message, signature):
        """Whether it signed a message."""
        return self.key[0] == kind and digest != "sha1" and signs(self.key, digest, message, signature)


def name_of(element):
    """The common name of a name, or its organization."""
    found = {}
    for each in Members(element).left:
        for attribute in Members(each, SET).left:
            members = Members(attribute)
            oid = oid_of(members.take(OID))
            for tag, body, _ in members.left[:1]:
                found[oid] = body.decode("utf-16-be" if tag == 0x1e else "utf-8", "replace")
    return found.get("2.5.4.3", found.get("2.5.4.10", "somebody without a name"))
