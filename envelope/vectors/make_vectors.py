#!/usr/bin/env python3
"""Writes the test vectors of SPEC.md with an implementation that shares no code with the library.

    python3 make_vectors.py > envelope-v1.json

Needs the Python package "cryptography". The keys and nonces come from SHA-256 of a label, so that the
output is the same on every run.
"""

import base64
import hashlib
import hmac
import json
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def drawn(label, length):
    return hashlib.sha512(label.encode()).digest()[:length]


def hkdf(ikm, salt, info, length):
    prk = hmac.new(salt or bytes(32), ikm, hashlib.sha256).digest()
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.new(prk, block + info + bytes([counter]), hashlib.sha256).digest()
        out, counter = out + block, counter + 1
    return out[:length]


def field(value):
    value = value.encode() if isinstance(value, str) else value
    return len(value).to_bytes(2, "big") + value


def key_id(root):
    return hkdf(root, b"", field("surety.envelope.v1.root-key-id"), 8)


def kek(root, workspace, salt):
    return hkdf(root, salt, field("surety.envelope.v1.workspace-kek") + workspace.bytes, 32)


def place(context):
    out = uuid.UUID(context["workspace"]).bytes + uuid.UUID(context["row"]).bytes
    out += field(context["table"]) + field(context["column"]) + field(context["purpose"])
    return out + (b"\x01" + field(context["host"]) if context["host"] else b"\x00")


def seal(root, salt, context, plain, dek, wrap_nonce, nonce):
    wrapping = kek(root, uuid.UUID(context["workspace"]), salt)
    dek_data = field("surety.envelope.v1.data-key") + b"\x01" + key_id(root) + place(context)
    value_data = field("surety.envelope.v1.value") + b"\x01" + place(context)
    wrapped = wrap_nonce + AESGCM(wrapping).encrypt(wrap_nonce, dek, dek_data)
    body = nonce + AESGCM(dek).encrypt(nonce, plain, value_data)
    return b"\x01" + key_id(root) + wrapped + body


def seal_vector(name, root, context, plain):
    salt, dek = drawn(name + " salt", 32), drawn(name + " dek", 32)
    wrap_nonce, nonce = drawn(name + " wrap nonce", 12), drawn(name + " nonce", 12)
    workspace = uuid.UUID(context["workspace"])
    return {
        "name": name,
        "rootKey": root.hex(),
        "rootKeyId": key_id(root).hex(),
        "workspaceKeySalt": salt.hex(),
        **context,
        "kek": kek(root, workspace, salt).hex(),
        "dek": dek.hex(),
        "wrapNonce": wrap_nonce.hex(),
        "nonce": nonce.hex(),
        "plaintext": plain.hex(),
        "sealed": seal(root, salt, context, plain, dek, wrap_nonce, nonce).hex(),
    }


def context(workspace, row, column="sealed", purpose="api-token", host=""):
    return {
        "workspace": str(uuid.UUID(bytes=drawn(workspace, 16))),
        "table": "vault.credential",
        "row": str(uuid.UUID(bytes=drawn(row, 16))),
        "column": column,
        "purpose": purpose,
        "host": host,
    }


def wrapped_root_key(root, wrapping, nonce):
    """The line of a root key file whose keys a device wraps."""
    data = field("surety.envelope.v1.root-key") + b"\x01" + key_id(root)
    wrapped = nonce + AESGCM(wrapping).encrypt(nonce, root, data)
    return key_id(root).hex() + " aes-gcm:v1:" + base64.b64encode(wrapped).decode()


def tampered(vector):
    """Every way in which the first vector must be refused, as (name, changed fields)."""
    sealed = bytes.fromhex(vector["sealed"])
    yield "unknown version", {"sealed": (b"\x02" + sealed[1:]).hex()}
    for name, at in [("wrap nonce", 9), ("wrapped data key", 21), ("wrap tag", 53),
                     ("nonce", 69), ("ciphertext", 81), ("tag", len(sealed) - 1)]:
        flipped = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:]
        yield "flipped bit in the " + name, {"sealed": flipped.hex()}
    yield "without the last byte", {"sealed": sealed[:-1].hex()}
    yield "with a byte more", {"sealed": (sealed + b"\x00").hex()}
    yield "nothing", {"sealed": ""}
    yield "shorter than the fixed parts", {"sealed": sealed[:96].hex()}
    yield "another workspace", {"workspace": str(uuid.UUID(bytes=drawn("other", 16)))}
    yield "another row", {"row": str(uuid.UUID(bytes=drawn("other", 16)))}
    yield "another table", {"table": "vault.credentials"}
    yield "another column", {"column": "seale"}
    yield "another purpose", {"purpose": "api-toke"}
    yield "characters moved from column to purpose", {"column": "sealedapi", "purpose": "token"}
    yield "another host", {"host": "api.example.org"}
    yield "no host", {"host": ""}
    yield "another salt", {"workspaceKeySalt": drawn("other salt", 32).hex()}


def main():
    root, later = drawn("root key", 32), drawn("later root key", 32)
    first = seal_vector("a token bound to a host", root,
                        context("workspace a", "row a", host="api.example.com"), b"canary-token-1")
    seals = [
        first,
        seal_vector("an empty value", root, context("workspace a", "row b"), b""),
        seal_vector("a value that goes to no host", root,
                    context("workspace b", "row a", "notes", "plan.figures"), bytes(range(256))),
        seal_vector("a host with a port", later,
                    context("workspace b", "row c", host="localhost:8443"), "gr\u00fcn".encode()),
    ]
    name = first["name"]
    ctx = {k: first[k] for k in ("workspace", "table", "row", "column", "purpose", "host")}
    wrap_nonce = drawn("rewrap nonce", 12)
    rewrapped = seal(later, drawn(name + " salt", 32), ctx, b"canary-token-1",
                     drawn(name + " dek", 32), wrap_nonce, drawn(name + " nonce", 12))
    print(json.dumps({
        "specification": "SPEC.md, version 1",
        "seal": seals,
        "rewrap": [{**first, "name": "to a later root key", "laterRootKey": later.hex(),
                    "rewrapNonce": wrap_nonce.hex(), "rewrapped": rewrapped.hex()}],
        "notAuthentic": [{**first, "name": n, **change} for n, change in tampered(first)],
        "derive": [{
            "name": purpose + " " + info.hex(),
            "rootKey": root.hex(), "purpose": purpose, "info": info.hex(), "length": str(length),
            "derived": hkdf(root, b"", field("surety.envelope.v1.purpose") + field(purpose)
                            + field(info), length).hex(),
        } for purpose, info, length in [("scope", b"", 32), ("scope", b"1", 32),
                                        ("fingerprint", b"", 16), ("audit", bytes(16), 64)]],
        "wrapRootKey": [{
            "name": "by a key of a device",
            "rootKey": root.hex(),
            "wrappingKey": drawn("wrapping key", 32).hex(),
            "nonce": drawn("root key nonce", 12).hex(),
            "line": wrapped_root_key(root, drawn("wrapping key", 32), drawn("root key nonce", 12)),
        }],
    }, indent=1))


main()
