"""Time stamps of a package of Countersign ("Time stamps" in docs/package-format.md), judged at their own time; no clock is read.

Read are the answers of a service (RFC 3161) and the signed data in them (RFC 5652), by certificates.py.
"""
import base64
import hashlib
import re

from certificates import (BOOLEAN, DIGESTS, INTEGER, NULL, OCTETS, OID, SEQUENCE, SET, SIGNATURES, TIME, Certificate, Members, Refused,
                          hold, instant, oid_of, plain, read_all, read_one, small, told)
from packed_zip import Broken
from verify import UNREADABLE, canonical, parse, sha256

STAMP_FORMAT, FOLDER = "countersign-stamp/1", "stamps/"
SIGNED_DATA, STAMP_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
PEM = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")


class Token:
    """What a service says in its answer, and the signature by which it says it."""

    def __init__(self, answer):
        members = Members(read_one(answer))
        status = small(Members(members.take(SEQUENCE)).take(INTEGER))
        hold(status in (0, 1), "the service refused (status %d).", status)
        token = Members(members.take(SEQUENCE))
        members.end()
        hold(oid_of(token.take(OID)) == SIGNED_DATA, "it holds no signed data.")
        data = Members(read_one(token.take(0xa0)[1]))
        token.end()
        small(data.take(INTEGER))
        data.take(SET)
        held = Members(data.take(SEQUENCE))
        hold(oid_of(held.take(OID)) == STAMP_INFO, "what is signed is no time stamp.")
        content = read_one(held.take(0xa0)[1])
        held.end()
        hold(content[0] == OCTETS, "what is signed is no time stamp.")
        self.content, certificates = content[1], data.maybe(0xa0)
        if certificates:
            read_all(certificates[1])
        data.maybe(0xa1)
        signers = Members(data.take(SET), SET)
        data.end()
        self.read_signer(Members(signers.take(SEQUENCE)))
        signers.end()
        self.read_info(Members(read_one(self.content)))

    def read_info(self, members):
        """What the service says."""
        hold(small(members.take(INTEGER)) == 1, "the time stamp is of another version.")
        members.take(OID)
        imprint = Members(members.take(SEQUENCE))
        self.imprint = plain(imprint.take(SEQUENCE), DIGESTS), imprint.take(OCTETS)[1]
        imprint.end()
        members.take(INTEGER)
        self.at = instant(members.take(TIME))
        for tag in (SEQUENCE, BOOLEAN, INTEGER, 0xa0):
            members.maybe(tag)
        extensions = members.maybe(0xa1)
        members.end()
        for extension in Members(extensions, 0xa1).left if extensions else []:
            hold([each[0] for each in Members(extension).left][1:2] != [BOOLEAN], "the time stamp has a critical extension.")

    def read_signer(self, members):
        """By which certificate and how it is signed."""
        small(members.take(INTEGER))
        named = Members(members.take(SEQUENCE))
        self.signer = named.take(SEQUENCE)[2], named.take(INTEGER)[1]
        named.end()
        self.digest = plain(members.take(SEQUENCE), DIGESTS)
        attributes = members.take(0xa0)
        self.kind, named_digest = plain(members.take(SEQUENCE), SIGNATURES)
        self.signature = members.take(OCTETS)[1]
        members.maybe(0xa1)
        members.end()
        hold(named_digest in (None, self.digest), "it names two digests.")
        # Signed is the set itself, under its own tag (RFC 5652, 5.4).
        self.signed = bytes([SET]) + attributes[2][1:]
        said = {}
        for attribute in Members(attributes, 0xa0).left:
            members = Members(attribute)
            oid, values = oid_of(members.take(OID)), Members(members.take(SET), SET).left
            members.end()
            hold(oid not in said, "it has an attribute twice.")
            said[oid] = values
        hold(oid_of(only(said, CONTENT_TYPE)) == STAMP_INFO, "it is signed as something else.")
        tag, self.content_digest, _ = only(said, MESSAGE_DIGEST)
        hold(tag == OCTETS, "it does not say what is signed.")
        self.signer_digests = [signer_digest(only(said, oid), oid) for oid in (SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2) if oid in said]
        hold(self.signer_digests, "it does not say by which certificate it is signed.")

    def judge(self, message, path):
        """Refuses what does not hold at the token's own time, by the certificates from its signer's to the root."""
        hold(self.imprint == ("sha256", sha256(message)), "it is the stamp of something else.")
        hold(path, "it comes without certificates.")
        own = path[0]
        hold((own.issuer, own.serial) == self.signer, "its first certificate is not the one that signed it.")
        hold(hashlib.new(self.digest, self.content).digest() == self.content_digest, "what it says is not what was signed.")
        for digest, value in self.signer_digests:
            hold(hashlib.new(digest, own.whole).digest() == value, "it was signed by another certificate of the same name.")
        hold(own.signs(self.kind, self.digest, self.signed, self.signature), "its signature is not that of its certificate.")
        hold(own.stamps, "the certificate of %s is not one for time stamping alone.", own.name)
        for nth, certificate in enumerate(path):
            name, day = certificate.name, told(self.at)[:10]
            hold(self.at >= certificate.begins, "the certificate of %s began on %s, after the stamp of %s.", name, told(certificate.begins)[:10], day)
            hold(self.at <= certificate.ends, "the certificate of %s ended on %s, before the stamp of %s.", name, told(certificate.ends)[:10], day)
            hold(not certificate.unknown, "the certificate of %s has a condition that is not known here (%s).", name, certificate.unknown)
            for issuer in path[nth + 1:nth + 2]:
                issued = certificate.issuer == issuer.subject and issuer.signs(
                    certificate.kind, certificate.digest, certificate.signed, certificate.signature)
                hold(issued, "the certificate of %s was not issued by %s.", name, issuer.name)
                hold(issuer.issues, "the certificate of %s may not issue others.", issuer.name)
                hold(issuer.limit is None or nth <= issuer.limit, "the certificate of %s allows no path of this length.", issuer.name)


def only(said, oid):
    """The one value of an attribute."""
    hold(len(said.get(oid, [])) == 1, "it lacks an attribute, or has several in one.")
    return said[oid][0]


def signer_digest(attribute, oid):
    """The digest of the signing certificate, which stands first (RFC 2634, 5.4; RFC 5035, 3)."""
    first = Members(Members(Members(attribute).take(SEQUENCE)).take(SEQUENCE))
    if oid == SIGNING_CERTIFICATE:
        return "sha1", first.take(OCTETS)[1]
    algorithm = first.maybe(SEQUENCE)
    return plain(algorithm, DIGESTS) if algorithm else "sha256", first.take(OCTETS)[1]


def read_beside(data, answer):
    """The certificates that stand beside an answer."""
    try:
        line = dict(parse(data))
        right = canonical(line) == data and sorted(line) == ["certificates", "format", "sha256"] and line["format"] == STAMP_FORMAT
        whole = [base64.b64decode(each, validate=True) for each in line["certificates"]]
        right &= [base64.b64encode(each).decode() for each in whole] == line["certificates"]
        digest = line["sha256"]
    except UNREADABLE:
        right = False
    hold(right, "it is no file of %s.", STAMP_FORMAT)
    hold(digest == sha256(answer).hex(), "it belongs to another answer of the service.")
    return [Certificate(each) for each in whole]


def roots_of(text):
    """The certificates of a text of PEM (RFC 7468)."""
    found = [Certificate(base64.b64decode(each)) for each in PEM.findall(text)]
    hold(found, "it holds no certificate in PEM.")
    return found


class Stamps:
    """The time stamps of a package: `told` are those that hold."""

    def __init__(self):
        self.judged, self.told, self.roots = [], [], None

    def check(self, package, roots):
        """Judges each over the manifest, its signature and all stamps before it."""
        self.roots = roots
        stamped = [package.whole("manifest.json"), package.whole("manifest.sig")]
        count = count_of(package)
        for number in range(1, count + 1):
            file, beside = paths_of(number)
            data = [package.whole(file), package.whole(beside)]
            path = self.tried(package, beside, lambda: read_beside(data[1], data[0]))
            token = None if path is None else self.tried(package, file, lambda: judged(data[0], stamped, path))
            if token:
                self.judged.append((file, token, path))
            stamped += data
        for nth, (file, token, path) in enumerate(self.judged):
            package.expect(not nth or self.judged[nth - 1][1].at <= token.at, file, "it is older than the stamp before it.")
            package.expect(self.trusts(path) is not False, file, "it begins at %s, which is none of the roots that you trust." % path[-1].name)
        package.expect(roots is None or count, paths_of(1)[0], "the package has no time stamp.")

    def trusts(self, path):
        """Whether the reader named the root of a path; None where they named none."""
        return None if self.roots is None else any(root.whole == path[-1].whole for root in self.roots)

    @staticmethod
    def tried(package, file, judge):
        """What comes of it, or a fault and None."""
        try:
            return judge()
        except Refused as refused:
            package.expect(False, file, str(refused))
            return None

    def lines(self):
        """What they say, each as file, time, service, root, its fingerprint, whether it is trusted, end, and whether it was renewed in time."""
        found = []
        for nth, (file, token, path) in enumerate(self.judged):
            ends = min(certificate.ends for certificate in path)
            following = self.judged[nth + 1][1].at if nth + 1 < len(self.judged) else None
            fingerprint = "SHA256:" + base64.b64encode(sha256(path[-1].whole)).decode().rstrip("=")
            found.append({"file": file, "at": told(token.at), "by": path[0].name, "root": {"name": path[-1].name, "fingerprint": fingerprint},
                          "trusted": self.trusts(path), "endsAt": told(ends), "renewedInTime": None if following is None else following <= ends})
        return found

    def since(self):
        """Since when the package is proven to have been there: after the last gap between an end and the next stamp."""
        lines = self.lines()
        gaps = [nth for nth, line in enumerate(lines) if line["renewedInTime"] is False]
        return lines[gaps[-1] + 1 if gaps else 0]["at"] if lines else None

    def sentences(self):
        """What they say, for people."""
        found = []
        for line in self.lines():
            trust = "a root that you trust" if line["trusted"] else "found in this package alone"
            until = "Its certificates counted until %s" % second(line["endsAt"])
            following = {True: ", and it was stamped again before.", False: "; only later was it stamped again.", None: "."}[line["renewedInTime"]]
            found.append("%s: stamped at %s by %s, root %s (%s), %s. %s%s" % (
                line["file"], second(line["at"]), line["by"], line["root"]["name"], line["root"]["fingerprint"], trust, until, following))
        provided = "By its time stamps" if all(line["trusted"] for line in self.lines()) else "If the roots of its time stamps can be trusted,"
        return found + ["%s it was signed before %s." % (provided, second(self.since()))] if found else []

    def unproven(self):
        """What they do not prove."""
        return ["That its time stamps are by whom they name: a root that is found in the package alone proves nothing. "
                "Name the root certificate that you trust, and have from elsewhere."] if self.judged and self.roots is None else []


def judged(answer, stamped, path):
    """The token of an answer, which holds."""
    token = Token(answer)
    token.judge(STAMP_FORMAT.encode() + b"\n" + b"".join(map(sha256, stamped)), path)
    return token


def paths_of(number):
    """Where a stamp lies, and what it takes to judge it."""
    return FOLDER + "%d.tsr" % number, FOLDER + "%d.json" % number


def count_of(package):
    """How many there are: they stand at the end of the ZIP, in their order, each with what belongs to it."""
    every = list(package.zip.entries)
    found = [path for path in every if path.startswith(FOLDER)]
    expected = [path for number in range(1, len(found) // 2 + 1) for path in paths_of(number)]
    if every[len(every) - len(found):] == expected:
        return len(found) // 2
    wrong = next(nth for nth, path in enumerate([*every[len(every) - len(found):], ""]) if [path] != expected[nth:nth + 1])
    raise Broken(found[wrong], "stamps stand at the end of the ZIP in their order, each with its certificates.")


def second(at):
    """An instant to the second, in UTC."""
    return "%s %s UTC" % (at[:10], at[11:19])
