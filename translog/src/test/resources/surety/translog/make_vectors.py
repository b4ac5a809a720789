#!/usr/bin/env python3
"""Writes the test vectors of SPEC.md with an implementation that shares no code with the library.

    python3 make_vectors.py > translog-v1.json

Needs the Python package "cryptography". Keys and salts come from SHA-256 of a label, so that the
output is the same on every run.
"""

import base64
import functools
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "log.example/vectors"
WITNESS = "witness.example/vectors"
LABEL = b"surety.translog.v1.commitment"
SIZE = 70_000


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(content):
    return base64.b64encode(content).decode()


def salt(index):
    return sha256(b"salt %d" % index)


def payload(index):
    return 'entry %d: "\u00e9" \u202e \U0001f600\n' % index


def commitment(a_salt, a_payload):
    message = len(LABEL).to_bytes(2, "big") + LABEL + a_payload.encode()
    return hmac.new(a_salt, message, hashlib.sha256).digest()


LEAVES = [sha256(b"\0", commitment(salt(i), payload(i))) for i in range(SIZE)]


@functools.lru_cache(maxsize=None)
def mth(start, end):
    """RFC 6962, section 2.1, over LEAVES[start:end]."""
    if start == end:
        return sha256(b"")
    if end - start == 1:
        return LEAVES[start]
    k = 1 << ((end - start - 1).bit_length() - 1)
    return sha256(b"\1", mth(start, start + k), mth(start + k, end))


def path(m, start, end):
    """RFC 6962, section 2.1.1."""
    n = end - start
    if n == 1:
        return []
    k = 1 << ((n - 1).bit_length() - 1)
    if m < k:
        return path(m, start, start + k) + [mth(start + k, end)]
    return path(m - k, start + k, end) + [mth(start, start + k)]


def subproof(m, start, end, known):
    """RFC 6962, section 2.1.2."""
    n = end - start
    if m == n:
        return [] if known else [mth(start, end)]
    k = 1 << ((n - 1).bit_length() - 1)
    if m <= k:
        return subproof(m, start, start + k, known) + [mth(start + k, end)]
    return subproof(m - k, start + k, end, False) + [mth(start, start + k)]


class Key:
    def __init__(self, name, kind, label):
        self.name, self.kind = name, kind
        self.private = Ed25519PrivateKey.from_private_bytes(sha256(label.encode()))
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.seed = sha256(label.encode())
        self.id = sha256(name.encode(), b"\n", bytes([kind]), self.public)[:4]

    def text(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def line(self, signature):
        return f"\u2014 {self.name} {b64(self.id + signature)}\n"


LOG = Key(ORIGIN, 1, "log key")
COSIGNER = Key(WITNESS, 4, "witness key")


def text(size):
    return f"{ORIGIN}\n{size}\n{b64(mth(0, size))}\n"


def checkpoint(size):
    return text(size) + "\n" + LOG.line(LOG.private.sign(text(size).encode()))


def cosignature(size, time):
    message = f"cosignature/v1\ntime {time}\n{text(size)}".encode()
    return COSIGNER.line(time.to_bytes(8, "big") + COSIGNER.private.sign(message))


def tile(level, index, width):
    span = 256**level
    start = index * 256 * span
    return b"".join(mth(start + i * span, start + (i + 1) * span) for i in range(width))


def tile_path(level, index, width):
    groups = f"{index % 1000:03}"
    index //= 1000
    while index:
        groups, index = f"x{index % 1000:03}/{groups}", index // 1000
    return f"tile/{level}/{groups}" + ("" if width == 256 else f".p/{width}")


def edge(size):
    for level in range(7, -1, -1):
        hashes = size >> (8 * level)
        if hashes % 256:
            yield level, hashes // 256, hashes % 256


def line(**members):
    """RFC 8785; no member has a character that Python would escape otherwise."""
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def export(size, first, end, former, show):
    lines = [
        line(
            checkpoint=checkpoint(size), end=end, first=first, former=former, key=LOG.text(),
            format="surety-log-export/1",
        )
    ]

    def put(level, index, width):
        lines.append(line(hashes=b64(tile(level, index, width)), level=level, tile=index))

    def below(level, index, width):
        for i in range(256 * index, 256 * index + width):
            start, until = i << 8 * level, (i + 1) << 8 * level
            if level == 0:
                if first <= i < end:
                    lines.append(show(i))
            elif (start < end and until > first) or any(start < m < until for m in former):
                put(level - 1, i, 256)
                below(level - 1, i, 256)

    for place in edge(size):
        put(*place)
    for place in edge(size):
        below(*place)
    return lines


def opened(index):
    return line(index=index, payload=payload(index), salt=b64(salt(index)))


def some(index):
    if index % 5 == 1:
        return line(erased=True, index=index)
    return line(index=index, omitted=True) if index % 5 == 3 else opened(index)


def defect(kind, index, at, change):
    lines = export(5, 0, 5, [], opened)
    change(lines)
    return {"kind": kind, "index": index, "line": at, "lines": lines}


def swap(lines):
    lines[3], lines[5] = lines[5], lines[3]


def exchange(lines):
    lines[3] = line(index=1, payload=payload(3), salt=b64(salt(3)))


def other_leaf(lines):
    lines[1] = line(hashes=b64(tile(0, 0, 4) + bytes(32)), level=0, tile=0)


def main():
    sizes = [0, 1, 2, 3, 5, 255, 256, 257, 600, 65_536, 65_537, SIZE]
    tiles = [(level, hashes, width) for level, hashes, width in edge(SIZE)]
    tiles += [(0, 0, 256), (0, 255, 256), (1, 0, 256), (0, 2, 88)]
    request = f"old 257\n{''.join(b64(h) + chr(10) for h in subproof(257, 0, 600, True))}\n"
    vectors = {
        "log": {
            "seed": LOG.seed.hex(), "key": LOG.text(), "size": SIZE,
            "salt": "SHA-256 of 'salt ' and the index in decimal",
            "payload": payload(0).replace("0", "<index>", 1),
        },
        "witness": {"seed": COSIGNER.seed.hex(), "key": COSIGNER.text()},
        "commitments": [
            {
                "salt": salt(i).hex(), "payload": p, "commitment": commitment(salt(i), p).hex(),
                "leaf": sha256(b"\0", commitment(salt(i), p)).hex(),
            }
            for i, p in [(0, ""), (0, payload(0)), (1, payload(1)), (1, "x" * 1000)]
        ],
        "roots": [{"size": s, "root": mth(0, s).hex()} for s in sizes],
        "inclusion": [
            {"index": i, "size": s, "path": [h.hex() for h in path(i, 0, s)]}
            for i, s in [(0, 1), (0, 5), (4, 5), (255, 257), (256, 257), (69_999, SIZE), (300, SIZE)]
        ],
        "consistency": [
            {"former": m, "size": n, "path": [h.hex() for h in subproof(m, 0, n, True)]}
            for m, n in [(1, 1), (1, 5), (4, 5), (256, 257), (257, 600), (65_536, SIZE), (600, SIZE)]
        ],
        "tiles": [{"path": tile_path(*t), "sha256": sha256(tile(*t)).hex()} for t in tiles],
        "checkpoint": checkpoint(600),
        "cosignature": {"time": 1_772_366_400, "line": cosignature(600, 1_772_366_400)},
        "addCheckpoint": request + checkpoint(600),
        "exports": [
            {"opened": 5, "erased": 0, "omitted": 0, "kept": [3], "lines": export(5, 0, 5, [], opened)},
            {"opened": 4, "erased": 1, "omitted": 1, "kept": [100, 300],
             "lines": export(300, 252, 258, [100], some)},
        ],
        "defects": [
            defect("ENTRY_CHANGED", 2, 5, lambda l: l.__setitem__(4, l[4].replace("entry", "Entry"))),
            defect("ENTRY_MISSING", 2, 5, lambda l: l.pop(4)),
            defect("REORDERED", 1, 4, swap),
            defect("REORDERED", 1, 4, exchange),
            defect("TAIL_REMOVED", 4, 6, lambda l: l.pop()),
            defect("TREE_CHANGED", 0, 2, other_leaf),
            defect("CHECKPOINT_CHANGED", 0, 1, lambda l: l.__setitem__(0, l[0].replace("\\n5\\n", "\\n4\\n"))),
            defect("MALFORMED", 3, 6, lambda l: l.__setitem__(5, l[5].replace(":", ": ", 1))),
            defect("MALFORMED", 5, 8, lambda l: l.append(l[-1])),
        ],
    }
    print(json.dumps(vectors, indent=1))


main()
