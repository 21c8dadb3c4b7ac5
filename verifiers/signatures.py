"""Signatures by RSA (PKCS #1 v1.5, RFC 8017, 8.2.2) and by ECDSA (FIPS 186-5, 6.4.2), checked: written for reading and not for speed.

It holds no secret, so that its time may depend on what it is given.
"""
import hashlib
from collections import namedtuple

# A curve y² = x³ - 3x + b over a prime, with a base point of a prime order (SEC 2, 2.4.2 and 2.5.1).
Curve = namedtuple("Curve", "octets prime b order base")
P256 = Curve(
    32, 2**256 - 2**224 + 2**192 + 2**96 - 1,
    0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
    0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
    (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
     0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5))
P384 = Curve(
    48, 2**384 - 2**128 - 2**96 + 2**32 - 1,
    0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef,
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
    (0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7,
     0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f))
CURVES = {"1.2.840.10045.3.1.7": P256, "1.3.132.0.34": P384}

# What stands before a digest in a signature by RSA (RFC 8017, 9.2, note 1).
PREFIXES = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


def signs(key, digest, message, signature):
    """Whether a key signed a message: ("RSA", modulus, exponent) as octets, or ("ECDSA", curve, point), a signature as DER has its two numbers."""
    hashed = hashlib.new(digest, message).digest()
    if key[0] == "RSA":
        return rsa_signs(key[1], key[2], PREFIXES[digest] + hashed, signature)
    return ecdsa_signs(key[1], key[2], hashed, signature)


def rsa_signs(modulus, exponent, digest, signature):
    """Whether the signature opens to the padded digest."""
    number, opened = int.from_bytes(modulus, "big"), int.from_bytes(signature, "big")
    if len(signature) != len(modulus) or opened >= number:
        return False
    padded = b"\0\1" + b"\xff" * (len(modulus) - 3 - len(digest)) + b"\0" + digest
    return pow(opened, int.from_bytes(exponent, "big"), number).to_bytes(len(modulus), "big") == padded


def ecdsa_signs(curve, point, hashed, signature):
    """Whether r is the x of the point that digest, s and key lead to."""
    numbers = two_numbers(signature, curve.octets)
    place = tuple(int.from_bytes(half, "big") for half in (point[1:1 + curve.octets], point[1 + curve.octets:]))
    if numbers is None or not lies_on(curve, place):
        return False
    r, s = numbers
    if not (0 < r < curve.order and 0 < s < curve.order):
        return False
    number = int.from_bytes(hashed[:curve.octets], "big")
    inverse = pow(s, -1, curve.order)
    found = add(curve, times(curve, number * inverse % curve.order, curve.base), times(curve, r * inverse % curve.order, place))
    return found is not None and found[0] % curve.order == r


def two_numbers(signature, octets):
    """The two numbers of a signature in DER; None where it is none."""
    place, numbers = 2, []
    if signature[:1] != b"\x30" or len(signature) < 2 or signature[1] != len(signature) - 2 or signature[1] > 127:
        return None
    while place < len(signature):
        head, body = signature[place:place + 2], signature[place + 2:place + 2 + (signature[place + 1:place + 2] or b"\0")[0]]
        if len(head) < 2 or head[0] != 2 or len(body) != head[1] or not body or body[0] > 127:
            return None
        if len(body) > 1 and body[0] == 0 and body[1] < 128 or len(body.lstrip(b"\0")) > octets:
            return None
        numbers.append(int.from_bytes(body, "big"))
        place += 2 + len(body)
    return numbers if len(numbers) == 2 else None


def lies_on(curve, place):
    """Whether a pair of numbers is a point of the curve."""
    x, y = place
    return max(place) < curve.prime and (y * y - (x * x - 3) * x - curve.b) % curve.prime == 0


def add(curve, one, other):
    """The sum of two points; None is the point at infinity."""
    if one is None or other is None:
        return other if one is None else one
    if one[0] == other[0] and (one[1] + other[1]) % curve.prime == 0:
        return None
    if one == other:
        slope = 3 * (one[0] * one[0] - 1) * pow(2 * one[1], -1, curve.prime)
    else:
        slope = (one[1] - other[1]) * pow(one[0] - other[0], -1, curve.prime)
    x = (slope * slope - one[0] - other[0]) % curve.prime
    return x, (slope * (one[0] - x) - one[1]) % curve.prime


def times(curve, number, point):
    """A point so many times."""
    total = None
    while number:
        if number & 1:
            total = add(curve, total, point)
        point, number = add(curve, point, point), number >> 1
    return total
