// Verifies the workspace's log, or a file of it, in the browser.
import {Defect, verify} from "./verify-log.js";

const form = document.getElementById("verify");
const progress = document.getElementById("verify-progress");
const result = document.getElementById("verify-result");
const cancel = document.getElementById("verify-cancel");
const submit = form?.querySelector("button[type=submit]");
let stop = new AbortController();

function chosen(id) {
  return document.getElementById(id).files[0];
}

function number(value) {
  return value.toLocaleString("en");
}

function entries(count) {
  return count === 1 ? "1 entry" : `${number(count)} entries`;
}

function show(tone, title, sentences) {
  const notice = document.createElement("div");
  notice.className = "notice " + tone;
  const first = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = title;
  first.append(strong);
  notice.append(first);
  for (const sentence of sentences) {
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    notice.append(paragraph);
  }
  result.replaceChildren(notice);
}

function verified(found) {
  const sentences = [
    `${entries(found.entries)} verified, ${number(found.erased)} erased, ${number(found.omitted)} omitted, of a log of `
      + `${number(found.size)}.`,
  ];
  if (found.compared > 0) {
    sentences.push("The log grew out of the checkpoint that you kept.");
  }
  show("ok", "Verified: nothing was changed, taken away or put in between.", sentences);
  const root = document.createElement("code");
  root.className = "wrap";
  root.textContent = found.root;
  const last = document.createElement("p");
  last.append("Its root: ", root);
  result.firstChild.append(last);
}

// The export shows the tree at that size as well, or it could not be compared.
async function opened(kept) {
  const file = chosen("verify-file");
  if (file) {
    return file.stream();
  }
  const size = kept.map((note) => note.split("\n")[1]).find((line) => /^[0-9]{1,18}$/.test(line));
  const response = await fetch(form.dataset.file + (size ? "?kept=" + size : ""), {signal: stop.signal});
  if (!response.ok || !(response.headers.get("content-type") ?? "").startsWith("application/jsonl")) {
    throw new Error("The server did not hand out the log. Load this page again.");
  }
  return response.body;
}

function step(done, all) {
  stop.signal.throwIfAborted();
  progress.max = all;
  progress.value = done;
}

async function run(event) {
  event.preventDefault();
  stop = new AbortController();
  result.replaceChildren();
  progress.removeAttribute("value");
  progress.hidden = false;
  cancel.hidden = false;
  submit.disabled = true;
  try {
    const note = chosen("verify-kept");
    const kept = note ? [await note.text()] : [];
    verified(await verify(await opened(kept), form.dataset.key, kept, step));
  } catch (e) {
    if (stop.signal.aborted) {
      show("warn", "Cancelled.", []);
    } else if (e instanceof Defect) {
      show("bad", `Not verified: ${e.message}.`, [`${e.kind}, from entry ${number(e.index)} on nothing is proven.`]);
    } else {
      show("bad", "It could not be verified.", [e.message]);
    }
  }
  progress.hidden = true;
  cancel.hidden = true;
  submit.disabled = false;
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", run);
  cancel.addEventListener("click", () => stop.abort());
}
