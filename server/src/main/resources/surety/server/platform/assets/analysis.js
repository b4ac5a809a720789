// Shows an answer while it is written, without leaving the page, and lets a person cancel it. The server sends the whole
// page in pieces; without this script the browser shows them itself.
const form = document.getElementById("analyse");
const result = document.getElementById("result");
const progress = document.getElementById("progress");
const cancel = document.getElementById("cancel");

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("result");
  const answer = document.getElementById("answer");
  const written = page.getElementById("answer");
  if (answer && written && !page.getElementById("seen")) {
    answer.replaceChildren(...written.childNodes);
  } else if (next) {
    result.replaceChildren(...next.childNodes);
  }
}

async function read(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    html += piece.value;
    if (html.includes("id=\"answer\"")) {
      progress.textContent = "The model answers…";
      show(html);
    }
  }
  if (html.includes("id=\"result\"")) {
    show(html);
  } else {
    location.reload(); // signed out, or no longer allowed: the page itself says it best
  }
}

async function analyse(event) {
  event.preventDefault();
  const abort = new AbortController();
  const button = form.querySelector("button[type=submit]");
  const begun = Date.now();
  const body = new URLSearchParams(new FormData(form));
  const tick = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (!document.getElementById("answer")) {
      progress.textContent = `Reading figures and names, then asking the model… ${seconds} s`;
    }
  };
  cancel.onclick = () => abort.abort();
  button.disabled = true;
  cancel.hidden = false;
  result.replaceChildren();
  result.setAttribute("aria-busy", "true");
  tick();
  const timer = setInterval(tick, 5000);
  try {
    await read(await fetch(form.action, { method: "POST", body, signal: abort.signal }));
    progress.textContent = "";
  } catch (error) {
    progress.textContent = abort.signal.aborted
      ? "Cancelled. What had been sent was sent; the model is told to stop."
      : "The connection to the server broke. Try again.";
  } finally {
    clearInterval(timer);
    button.disabled = false;
    cancel.hidden = true;
    result.removeAttribute("aria-busy");
  }
}

if (form) {
  progress.textContent = "";
  form.addEventListener("submit", analyse);
}
