// Verifies the export of a log (translog/SPEC.md, section 7) as VerifyLog.java does, with Web Cryptography alone. The first
// thing that is wrong is thrown as a Defect.

const LABEL = "surety.translog.v1.commitment";
const LONGEST_LINE = 1 << 24;
const LARGEST = 2n ** 62n;
const SIGNED = 1;
const text = new TextEncoder();

export class Defect extends Error {
  constructor(kind, index, message) {
    super(message);
    this.kind = kind;
    this.index = index;
  }
}

class Malformed extends Error {}
class Cut extends Error {}

/// Reads an export from a stream of bytes and checks all of it.
///
/// key: the verifier key that the log is expected to have, a text. kept: texts of checkpoints that the reader kept.
/// progress: is told how many entries were checked, now and then.
/// Returns what was verified: origin, size, root, entries, erased, omitted, compared, note.
export async function verify(stream, key, kept = [], progress = () => {}) {
  const lines = readLines(stream);
  try {
    return await new Verifier(lines, await verifierKey(key), progress).check(kept);
  } finally {
    await lines.return();
  }
}

class Verifier {
  constructor(lines, key, progress) {
    this.lines = lines;
    this.key = key;
    this.progress = progress;
    this.seen = new Nodes();
    this.agreed = 0;
    this.otherTree = false;
    this.counts = {entries: 0, erased: 0, omitted: 0};
  }

  async check(kept) {
    await this.readHead();
    const former = [];
    for (const note of kept) {
      former.push(await this.keptHead(note));
    }
    this.toCompare = former.sort((a, b) => a.size - b.size);
    const size = this.head.size;
    if (this.header.end > size || this.header.former.some((one) => one > size)) {
      throw new Defect("MALFORMED", 0, "the export has sizes beyond that of the checkpoint");
    }
    if (this.toCompare.length > 0 && this.toCompare.at(-1).size > size) {
      throw new Defect("TAIL_REMOVED", size, `the log had ${this.toCompare.at(-1).size} entries and now has ${size}`);
    }
    const compared = this.toCompare.length;
    await this.compare();
    await this.tree();
    if (this.otherTree) {
      throw this.treeDefect();
    }
    if (!(await this.ends())) {
      throw new Defect("MALFORMED", this.header.end, "something follows the last entry");
    }
    return {...this.head, ...this.counts, compared, note: this.header.checkpoint};
  }

  async readHead() {
    let line;
    try {
      line = (await this.lines.next()).value;
    } catch (e) {
      rethrow(e);
    }
    if (line === undefined) {
      throw new Defect("MALFORMED", 0, "the first line is not that of an export");
    }
    try {
      this.header = headerOf(canonical(line));
    } catch (e) {
      rethrow(e);
      throw new Defect("MALFORMED", 0, "the first line is not that of an export");
    }
    if (this.header.key !== this.key.text) {
      throw new Defect("WRONG_KEY", 0, "the export names another key");
    }
    let note;
    try {
      note = parseNote(this.header.checkpoint);
    } catch (e) {
      rethrow(e);
      throw new Defect("CHECKPOINT_CHANGED", 0, "the checkpoint is not a signed note");
    }
    const claimed = claimedBy(note, this.key);
    if (claimed.length === 0) {
      throw new Defect("WRONG_KEY", 0, "the checkpoint is not signed by the log's key");
    }
    if (!(await isSigned(note, claimed, this.key))) {
      throw new Defect("CHECKPOINT_CHANGED", 0, "the checkpoint is not what the log signed");
    }
    try {
      this.head = parseHead(note.text);
    } catch (e) {
      rethrow(e);
      throw new Defect("CHECKPOINT_CHANGED", 0, "what the log signed is not a checkpoint");
    }
    if (this.head.origin !== this.key.name) {
      throw new Defect("WRONG_KEY", 0, "the checkpoint is of another log");
    }
  }

  async keptHead(kept) {
    try {
      const note = parseNote(kept);
      const head = parseHead(note.text);
      if (head.origin === this.head.origin && (await isSigned(note, claimedBy(note, this.key), this.key))) {
        return head;
      }
    } catch (e) {
      rethrow(e);
    }
    throw new Error("The kept checkpoint is not one of this log, signed by its key.");
  }

  // The right edge, and below it whatever the export shows, from the left.
  async tree() {
    const edge = [];
    const root = new Nodes();
    for (let level = 7; level >= 0; level--) {
      const hashes = Math.floor(this.head.size / 256 ** level);
      const width = hashes % 256;
      if (width > 0) {
        const index = Math.floor(hashes / 256);
        const content = await this.tile(level, index, width, 0);
        edge.push({level, index, width, content});
        for (let i = 0; i < width; i++) {
          await root.add(8 * level, hashAt(content, i));
        }
      }
    }
    this.otherTree = toBase64(await root.root()) !== this.head.root;
    if (this.otherTree && this.toCompare.length === 0) {
      throw this.treeDefect();
    }
    for (const {level, index, width, content} of edge) {
      await this.below(level, index, width, content);
    }
  }

  async below(level, index, width, content) {
    for (let i = 0; i < width; i++) {
      const number = index * 256 + i;
      const hash = hashAt(content, i);
      const start = number * 256 ** level;
      if (level === 0) {
        if (start >= this.header.first && start < this.header.end) {
          await this.entry(start, hash, content);
        }
        await this.see(0, hash);
      } else if (this.shows(start, (number + 1) * 256 ** level)) {
        const child = await this.tile(level - 1, number, 256, start);
        const nodes = new Nodes();
        for (let j = 0; j < 256; j++) {
          await nodes.add(0, hashAt(child, j));
        }
        if (!same(await nodes.root(), hash)) {
          throw new Defect("TREE_CHANGED", start, "hashes of the tree were changed");
        }
        await this.below(level - 1, number, 256, child);
      } else {
        await this.see(8 * level, hash);
      }
    }
  }

  shows(start, end) {
    return (start < this.header.end && end > this.header.first)
      || this.header.former.some((size) => start < size && size < end);
  }

  async tile(level, index, width, first) {
    const line = await this.line(first);
    if (line.hashes !== undefined && line.level === level && line.tile === index) {
      const content = fromBase64(line.hashes);
      if (content.length !== 32 * width) {
        throw new Defect("MALFORMED", first, "a tile has not as many hashes as the tree");
      }
      return content;
    }
    if (line.hashes !== undefined && line.level === level && line.tile < index) {
      throw new Defect("REORDERED", first, "a part of the tree stands in another place");
    }
    throw new Defect("ENTRY_MISSING", first, `the part of the tree from entry ${first} is missing`);
  }

  async entry(index, hash, tile) {
    const line = await this.line(index);
    if (line.hashes !== undefined) {
      throw new Defect("ENTRY_MISSING", index, `entry ${index} is missing`);
    }
    if (line.index < index) {
      throw new Defect("REORDERED", index, `entry ${line.index} stands where ${index} belongs`);
    }
    if (line.index > index) {
      throw await this.comesLater(index)
        ? new Defect("REORDERED", index, `entry ${index} does not stand in its place`)
        : new Defect("ENTRY_MISSING", index, `entry ${index} is missing`);
    }
    if (line.omitted) {
      this.counts.omitted++;
    } else if (line.erased) {
      this.counts.erased++;
    } else {
      const leaf = await leafHash(line.salt, line.payload);
      if (!same(leaf, hash)) {
        for (let i = 0; i < tile.length / 32; i++) {
          if (same(hashAt(tile, i), leaf)) {
            throw new Defect("REORDERED", index, `entry ${index} holds what was logged as another`);
          }
        }
        throw new Defect("ENTRY_CHANGED", index, `entry ${index} is not what was logged`);
      }
      this.counts.entries++;
    }
    const done = index - this.header.first + 1;
    if (done % 256 === 0) {
      this.progress(done, this.header.end - this.header.first);
    }
  }

  async comesLater(index) {
    try {
      for (let i = 0; i < 256; i++) {
        const line = (await this.lines.next()).value;
        const members = line === undefined ? {} : lineOf(canonical(line));
        if (members.index === undefined || members.index === index) {
          return members.index === index;
        }
      }
    } catch (e) {
      rethrow(e);
    }
    return false;
  }

  async line(index) {
    let line;
    try {
      line = (await this.lines.next()).value;
      if (line !== undefined) {
        return lineOf(canonical(line));
      }
    } catch (e) {
      rethrow(e);
      if (e instanceof Cut) {
        throw new Defect("TAIL_REMOVED", index, "the file ends within a line");
      }
      throw new Defect("MALFORMED", index, "a line is not in the form of an export");
    }
    throw new Defect("TAIL_REMOVED", index, `the file ends before entry ${index}`);
  }

  async ends() {
    try {
      return (await this.lines.next()).value === undefined;
    } catch (e) {
      rethrow(e);
      return false;
    }
  }

  async see(height, hash) {
    await this.seen.add(height, hash);
    await this.compare();
  }

  async compare() {
    while (this.toCompare.length > 0 && this.toCompare[0].size <= this.seen.size) {
      const former = this.toCompare.shift();
      if (former.size < this.seen.size) {
        throw new Defect(
          "NOT_COMPARABLE", this.agreed,
          `the export does not show the tree of the kept checkpoint of size ${former.size}`);
      }
      if (toBase64(await this.seen.root()) !== former.root) {
        throw this.otherTree ? this.treeDefect() : new Defect(
          "FORK", this.agreed,
          `the log is not the one of the kept checkpoint of size ${former.size}: it differs from entry ${this.agreed} `
            + "or later, before that size");
      }
      this.agreed = former.size;
    }
  }

  treeDefect() {
    return new Defect(
      "TREE_CHANGED", this.agreed,
      `the tree is not that of the checkpoint: it differs from entry ${this.agreed} or later`);
  }
}

// What is wrong with the file is ours to name; anything else, a broken connection for instance, is not.
function rethrow(e) {
  if (!(e instanceof Malformed || e instanceof Cut)) {
    throw e;
  }
}

/// Complete subtrees from the left, joined where two of a height meet.
class Nodes {
  constructor() {
    this.hashes = [];
    this.heights = [];
    this.size = 0;
  }

  async add(height, hash) {
    this.hashes.push(hash);
    this.heights.push(height);
    this.size += 2 ** height;
    while (this.heights.length > 1 && this.heights.at(-1) === this.heights.at(-2)) {
      const right = this.hashes.pop();
      const left = this.hashes.pop();
      this.hashes.push(await node(left, right));
      this.heights.push(this.heights.splice(-2)[0] + 1);
    }
  }

  async root() {
    if (this.hashes.length === 0) {
      return sha256(new Uint8Array(0));
    }
    let root = this.hashes.at(-1);
    for (let i = this.hashes.length - 2; i >= 0; i--) {
      root = await node(this.hashes[i], root);
    }
    return root;
  }
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function node(left, right) {
  return sha256(join(Uint8Array.of(1), left, right));
}

async function leafHash(salt, payload) {
  const key = await crypto.subtle.importKey(
    "raw", fromBase64(salt), {name: "HMAC", hash: "SHA-256"}, false, ["sign"]);
  const label = text.encode(LABEL);
  const committed = await crypto.subtle.sign(
    "HMAC", key, join(Uint8Array.of(0, label.length), label, text.encode(payload)));
  return sha256(join(Uint8Array.of(0), new Uint8Array(committed)));
}

async function verifierKey(line) {
  const given = line.trim();
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(given);
  const typed = parts ? fromBase64(parts[3]) : new Uint8Array(0);
  if (typed.length !== 33 || typed[0] !== SIGNED) {
    throw new Error("The key is not a verifier key of a log.");
  }
  const id = (await sha256(join(text.encode(parts[1] + "\n"), typed))).slice(0, 4);
  if (Array.from(id, (one) => one.toString(16).padStart(2, "0")).join("") !== parts[2]) {
    throw new Error("The id of the verifier key is wrong.");
  }
  const key = await crypto.subtle.importKey("raw", typed.slice(1), {name: "Ed25519"}, false, ["verify"]);
  return {text: given, name: parts[1], id, key};
}

function parseNote(note) {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || note.length === end + 2) {
    throw new Malformed();
  }
  const body = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const space = line.lastIndexOf(" ");
    if (!line.startsWith("\u2014 ") || space <= 2) {
      throw new Malformed();
    }
    const bytes = fromBase64(line.slice(space + 1));
    if (bytes.length <= 4) {
      throw new Malformed();
    }
    return {name: line.slice(2, space), bytes};
  });
  // eslint-disable-next-line no-control-regex -- that is what is refused
  if (signatures.length > 100 || /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(body)) {
    throw new Malformed();
  }
  return {text: body, signatures};
}

function claimedBy(note, key) {
  return note.signatures
    .filter(({name, bytes}) => name === key.name && same(bytes.slice(0, 4), key.id))
    .map(({bytes}) => bytes.slice(4));
}

async function isSigned(note, signatures, key) {
  for (const signature of signatures) {
    if (signature.length === 64
        && (await crypto.subtle.verify({name: "Ed25519"}, key.key, signature, text.encode(note.text)))) {
      return true;
    }
  }
  return false;
}

function parseHead(body) {
  const lines = body.split("\n");
  if (lines.length < 4 || lines[0] === "" || fromBase64(lines[2]).length !== 32
      || lines.slice(3, -1).some((line) => line === "") || !/^(0|[1-9][0-9]{0,18})$/.test(lines[1])
      || BigInt(lines[1]) > LARGEST) {
    throw new Malformed();
  }
  return {origin: lines[0], size: exact(Number(lines[1])), root: lines[2]};
}

// A log of 2^53 entries is beyond what this program can count.
function exact(number) {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new Malformed();
  }
  return number;
}

// RFC 8785 is what JSON.stringify writes, members in order.
function canonical(line) {
  let members;
  try {
    members = JSON.parse(line);
  } catch {
    throw new Malformed();
  }
  if (members === null || typeof members !== "object" || Array.isArray(members)
      || JSON.stringify(members) !== line) {
    throw new Malformed();
  }
  const names = Object.keys(members);
  if (names.some((name, i) => i > 0 && names[i - 1] >= name)) {
    throw new Malformed();
  }
  return members;
}

function headerOf(members) {
  need(members, ["checkpoint", "end", "first", "format", "former", "key"]);
  const {checkpoint, end, first, format, former, key} = members;
  if (format !== "surety-log-export/1" || typeof checkpoint !== "string" || typeof key !== "string"
      || !Array.isArray(former) || former.length > 1000 || exact(first) > exact(end)
      || former.some((size, i) => exact(size) <= (i > 0 ? former[i - 1] : -1))) {
    throw new Malformed();
  }
  return members;
}

function lineOf(members) {
  if ("hashes" in members) {
    need(members, ["hashes", "level", "tile"]);
    fromBase64(members.hashes);
    exact(members.level);
    exact(members.tile);
    return members;
  }
  exact(members.index);
  if ("payload" in members) {
    need(members, ["index", "payload", "salt"]);
    if (typeof members.payload !== "string" || !members.payload.isWellFormed()
        || fromBase64(members.salt).length !== 32) {
      throw new Malformed();
    }
    return members;
  }
  const what = "erased" in members ? "erased" : "omitted";
  need(members, what === "erased" ? ["erased", "index"] : ["index", "omitted"]);
  if (members[what] !== true) {
    throw new Malformed();
  }
  return members;
}

function need(members, names) {
  if (Object.keys(members).join() !== names.join()) {
    throw new Malformed();
  }
}

function hashAt(tile, i) {
  return tile.subarray(32 * i, 32 * i + 32);
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function same(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

function fromBase64(value) {
  if (typeof value !== "string") {
    throw new Malformed();
  }
  let bytes;
  try {
    bytes = Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Malformed();
  }
  if (toBase64(bytes) !== value) {
    throw new Malformed();
  }
  return bytes;
}

function toBase64(bytes) {
  let letters = "";
  for (const byte of bytes) {
    letters += String.fromCharCode(byte);
  }
  return btoa(letters);
}

// Lines of UTF-8, each ended by a line feed.
async function* readLines(stream) {
  const decoder = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
  const reader = stream.getReader();
  let parts = [];
  let held = 0;
  const decoded = (last) => {
    const line = join(...parts, last);
    parts = [];
    held = 0;
    try {
      return decoder.decode(line);
    } catch {
      throw new Malformed();
    }
  };
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      let rest = piece.value;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        if (held + end >= LONGEST_LINE) {
          throw new Malformed();
        }
        yield decoded(rest.subarray(0, end));
        rest = rest.subarray(end + 1);
      }
      parts.push(rest.slice());
      held += rest.length;
      if (held >= LONGEST_LINE) {
        throw new Malformed();
      }
    }
    if (held > 0) {
      throw new Cut();
    }
  } finally {
    reader.releaseLock();
    await stream.cancel().catch(() => {});
  }
}
