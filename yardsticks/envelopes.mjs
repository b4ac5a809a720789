// Has Sigstore's own library check every envelope of an unpacked evidence bundle, and each once more with one letter of
// its payload changed: all of the first have to be accepted, none of the second.
//
//   node yardsticks/envelopes.mjs FOLDER
//
// Exits: 0 so it is · 1 it is not · 2 there is no bundle
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crypto, dsse } from '@sigstore/core';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, 'keys'))) {
  console.error('usage: node envelopes.mjs FOLDER   (an unpacked bundle)');
  process.exit(2);
}

const keys = new Map();
for (const name of readdirSync(join(folder, 'keys')).filter((file) => file.endsWith('.pem'))) {
  const key = crypto.createPublicKey(readFileSync(join(folder, 'keys', name), 'utf8'));
  keys.set(createHash('sha256').update(key.export({ format: 'der', type: 'spki' })).digest('hex'), key);
}

function accepts({ payloadType, payload, signatures: [{ keyid, sig }] }) {
  const key = keys.get(keyid);
  const signed = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
  return key !== undefined && crypto.verify(signed, key, Buffer.from(sig, 'base64'));
}

function withChangedLetter(envelope) {
  const text = Buffer.from(envelope.payload, 'base64');
  text[text.length >> 1] ^= 1;
  return { ...envelope, payload: text.toString('base64') };
}

const evidence = join(folder, 'evidence');
const files = readdirSync(evidence).map((name) => join(evidence, name));
const envelopes = [...files, join(folder, 'SHA256SUMS.dsse.json')].map((file) => JSON.parse(readFileSync(file, 'utf8')));
const accepted = envelopes.filter(accepts).length;
const fooled = envelopes.filter((envelope) => accepts(withChangedLetter(envelope))).length;
console.log(
  `sigstore: ${accepted} of ${envelopes.length} envelopes accepted (needed: all), ` +
    `${fooled} with a changed letter accepted (needed: 0)`,
);
process.exit(envelopes.length > 1 && accepted === envelopes.length && fooled === 0 ? 0 : 1);
