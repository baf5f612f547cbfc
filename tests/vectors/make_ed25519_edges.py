#!/usr/bin/env python3
"""Signatures at the edges of Ed25519, made with integer arithmetic alone and judged by construction: ed25519_edges.json.

  tests/vectors/make_ed25519_edges.py FILE            writes it
  tests/vectors/make_ed25519_edges.py --check FILE    compares

Each vector is a key, a message and a signature, and whether a reader of temgoc believes it: the key is a point of prime order in its
canonical encoding, S is below the group order, R is the canonical encoding of a point that is not of small order, and S B = R + h A without
the cofactor. What is refused here is what verifiers of other kinds let pass, each family for one reason.
"""
import hashlib
import json
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def x_of(y):
    """The even x of the points with this y; None: there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return x if x % 2 == 0 else P - x


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


IDENTITY = (0, 1, 1, 0)


def times(scalar, point):
    total = IDENTITY
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def encoded(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def with_y(y):
    x = x_of(y)
    return x, y, 1, x * y % P


def text(y, sign):
    return (y | sign << 255).to_bytes(32, "little")


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


BASE = with_y(4 * pow(5, -1, P) % P)
# The eight points whose order divides eight: multiples of one of order eight, which is what is left of some point after times L.
EIGHTH = next(point for point in (times(L, with_y(y)) for y in range(2, 99) if x_of(y) is not None)
              if encoded(times(4, point)) != encoded(IDENTITY))
SMALL = [times(i, EIGHTH) for i in range(8)]
# All fourteen encodings of them: y below 2^255 with either sign.
SMALL_TEXTS = sorted({text(y, sign) for point in SMALL for sign in (0, 1)
                      for y in {int.from_bytes(encoded(point), "little") % 2**255 + more for more in (0, P)} if y < 2**255})


class Signer:
    def __init__(self, name):
        self.secret = number(b"secret", name)
        self.public = times(self.secret, BASE)
        self.key = encoded(self.public)

    def sign(self, message, *, key=None, nonce_with=IDENTITY, r_text=None, nonce=None, s_more=0):
        """S for an R that may have a part of small order, and for a key in whatever encoding."""
        nonce = number(b"nonce", self.key, message) if nonce is None else nonce
        r_text = r_text or encoded(add(times(nonce, BASE), nonce_with))
        h = number(r_text, key or self.key, message)
        return r_text + ((nonce + h * self.secret) % L + s_more).to_bytes(32, "little")


def families():
    signers = [Signer(b"%d" % i) for i in range(6)]
    messages = [b"", b"l", "lô 261124-01".encode(), bytes(range(200))]
    for who in signers:
        for message in messages:
            good = who.sign(message)
            yield "a good signature", who.key, message, good, True
            yield "another message", who.key, message + b"\0", good, False
            yield "the other sign of R", who.key, message, good[:31] + bytes([good[31] ^ 0x80]) + good[32:], False
            other = signers[(signers.index(who) + 1) % len(signers)]
            yield "another key", other.key, message, good, False
            negative = who.key[:31] + bytes([who.key[31] ^ 0x80])
            yield "the other sign of the key", negative, message, good, False
    for who in signers[:4]:
        good = who.sign(b"lot")
        for often in range(1, 16):
            s = int.from_bytes(good[32:], "little") + often * L
            if s < 2**256:
                yield f"S with {often} times the group order more", who.key, b"lot", good[:32] + s.to_bytes(32, "little"), False
        for bit in (253, 254, 255):
            s = int.from_bytes(good[32:], "little") | 1 << bit
            yield f"S with bit {bit} set", who.key, b"lot", good[:32] + s.to_bytes(32, "little"), False
    for who in signers[:5]:
        for r_text in SMALL_TEXTS:  # with the identity as R, S B = R + h A holds
            yield "R of small order", who.key, b"lot", who.sign(b"lot", r_text=r_text, nonce=0), False
        for message in (b"lot", b"tem"):
            for i, part in enumerate(SMALL[1:], 1):  # holds where the cofactor is multiplied in
                yield f"R with {i} times the point of order eight more", who.key, message, who.sign(message, nonce_with=part), False
    for key in SMALL_TEXTS:
        for r_text in SMALL_TEXTS:
            yield "key and R of small order, S of nothing", key, b"lot", r_text + bytes(32), False
        r_text = encoded(times(7, BASE))
        yield "a key of small order", key, b"lot", r_text + (7).to_bytes(32, "little"), False
    for who in signers[:4]:
        for i, part in enumerate(SMALL[1:], 1):
            mixed = encoded(add(who.public, part))
            for j, more in enumerate(SMALL):
                what = f"key with {i} times the point of order eight more, R with {j} times"
                yield what, mixed, b"lot", who.sign(b"lot", key=mixed, nonce_with=more), False
    for y in range(19):
        for sign in (0, 1):
            yield "a key that is not canonical", text(y + P, sign), b"lot", signers[0].sign(b"lot", key=text(y + P, sign)), False
            yield "R that is not canonical", signers[0].key, b"lot", signers[0].sign(b"lot", r_text=text(y + P, sign), nonce=0), False
    absent = [y for y in range(2, 60) if x_of(y) is None][:20]
    for y in absent:
        yield "a key that is no point", text(y, 0), b"lot", signers[0].sign(b"lot", key=text(y, 0)), False
        yield "R that is no point", signers[0].key, b"lot", signers[0].sign(b"lot", r_text=text(y, 0), nonce=0), False


def made():
    lines = [json.dumps({"what": what, "key": key.hex(), "message": message.hex(), "signature": signature.hex(), "believed": believed})
             for what, key, message, signature, believed in families()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main():
    assert len(SMALL_TEXTS) == 14
    if sys.argv[1] == "--check":
        same = open(sys.argv[2]).read() == made()
        print("the same" if same else f"{sys.argv[2]} is not what is made")
        return 0 if same else 1
    open(sys.argv[1], "w").write(made())
    return 0


if __name__ == "__main__":
    sys.exit(main())
