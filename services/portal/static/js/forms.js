// Forms work without this. With it: no double sending, a character counter, focus on the error summary.
const sending = document.body.dataset.sending;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button?.classList.contains("ds-button")) {
    button.setAttribute("aria-busy", "true");
    // The text is changed after the browser has read the button's name and value.
    setTimeout(() => (button.textContent = sending));
  }
});

document.addEventListener("input", (event) => {
  event.target.form?.setAttribute("data-dirty", "");
  if (event.target.dataset.counter) count(event.target);
});

function count(area) {
  const line = document.getElementById(area.dataset.counter);
  line.textContent = line.dataset.words.replace("{used}", area.value.length);
}

function prepare(root) {
  for (const area of root.querySelectorAll("[data-counter]")) count(area);
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

prepare(document);
document.body.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
document.querySelector("[data-focus-first]")?.focus();
