// Judging without a mouse: a digit chooses the step, Enter goes to the next criterion, what is chosen is kept as a draft.
const form = document.querySelector("[data-judging]");
const saved = document.getElementById("saved");
const PAUSE = 1200;
let waiting;

const criteria = [...form.querySelectorAll(".judge")];

function next(from) {
  const after = criteria[criteria.indexOf(from) + 1];
  const target = after ? (after.querySelector("[type=radio]:checked") ?? after.querySelector("[type=radio]")) : form.querySelector("button:last-of-type");
  target.focus();
}

form.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const one = event.target.closest(".judge");
  if (!one || event.target.matches("textarea")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    next(one);
  } else if (/^\d$/.test(event.key) && event.target.matches("[type=radio]")) {
    const steps = [...one.querySelectorAll("[type=radio]")];
    const step = steps.find((radio) => radio.value === event.key) ?? (/^\d$/.test(steps[0].value) ? null : steps[Number(event.key) - 1]);
    if (!step) return;
    event.preventDefault();
    step.click();
    one.querySelector("select").focus();
  }
});

async function keep() {
  const fields = new FormData(form);
  fields.set("key", crypto.randomUUID());
  try {
    const answer = await fetch(form.dataset.judging, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    saved.textContent = answer.type === "opaqueredirect" ? saved.dataset.saved : saved.dataset.failed;
  } catch {
    saved.textContent = saved.dataset.failed;
  }
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(keep, PAUSE);
});
form.addEventListener("submit", () => clearTimeout(waiting));
document.querySelector("[data-judging-help]").hidden = false;
