// Keys for those who moderate much. Everything here can be done without it, too.
"use strict";
const cards = () => [...document.querySelectorAll(".comment")];
const current = () => document.activeElement?.closest?.(".comment");
const move = (step) => {
  const all = cards();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
};
const mark = (verdict) => current()?.querySelector(`button[value="${verdict}"]:not(:disabled)`)?.click();
const keys = {
  j: () => move(1),
  k: () => move(-1),
  h: () => mark("ham"),
  s: () => mark("spam"),
  Enter: () => current()?.querySelector("a.why")?.click(),
};
document.querySelectorAll(".keys").forEach((help) => (help.hidden = false));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea, button, a")) return;
  const act = keys[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
// A mark stays on the page: the next comment is what one wants to see.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.matches(".upload")) return waiting(form);
  event.preventDefault();
  const verdict = event.submitter?.value;
  const body = new URLSearchParams({ verdict, back: form.elements.back.value });
  const answer = await fetch(form.action, { method: "POST", body, redirect: "follow" }).catch(() => null);
  const card = form.closest(".comment");
  const label = card.querySelector(".verdict");
  if (!answer?.ok) {
    label.textContent = "not saved: try again";
    return;
  }
  label.textContent = verdict;
  label.className = `verdict ${verdict}`;
  form.querySelectorAll("button").forEach((button) => (button.disabled = button.value === verdict));
  move(1);
});
// The browser itself sends the file and shows the report; until then this page says what goes on, and for how long.
function waiting(form) {
  const [bar, told] = ["progress", ".told"].map((found) => document.querySelector(found));
  const began = Date.now();
  const size = Math.ceil(form.elements.file.files[0].size / 1e6);
  bar.hidden = false;
  bar.removeAttribute("value");
  setInterval(() => {
    told.textContent = `${size} MB are sent and audited: ${Math.round((Date.now() - began) / 1000)} s`;
  }, 250);
}
