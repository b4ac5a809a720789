// Fills in the text of "Prove it now" with one that this browser makes, and makes another one when asked.
// What a person has typed is left alone.
const field = document.getElementById("nonce");
const another = document.getElementById("another");

function make() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  field.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (field && another) {
  another.hidden = false;
  another.addEventListener("click", make);
  if (field.value === field.defaultValue) {
    make();
  }
}
