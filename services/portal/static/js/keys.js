// Keys for lists of rows, only while focus is in the list (WCAG 2.1.4): J and K move, O opens, X chooses, V says why, A goes to the next step.
const list = document.querySelector("[data-keys]");

function rows() {
  return [...list.querySelectorAll("tr.row, li.card")];
}

function move(row, step) {
  const all = rows();
  all[all.indexOf(row) + step]?.querySelector("a")?.focus();
}

const acts = {
  j: (row) => move(row, 1),
  k: (row) => move(row, -1),
  o: (row) => row.querySelector("a")?.click(),
  x: (row) => row.querySelector("[type=checkbox]")?.click(),
  v: (row) => row.querySelector("summary")?.click(),
  a: (row) => row.querySelector("a.ds-button")?.click(),
};

list?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, textarea, [type=text]")) return;
  const row = event.target.closest("tr.row, li.card");
  const act = acts[event.key.toLowerCase()];
  if (!row || !act) return;
  event.preventDefault();
  act(row);
});
document.querySelector("[data-keys-help]")?.removeAttribute("hidden");
