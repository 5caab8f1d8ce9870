"use strict";
// Filters and printing.  Everything is readable without this script; it only hides and opens.
(function () {
  const form = document.querySelector("form.filter");
  const cards = Array.from(document.querySelectorAll("details.criterion"));
  const count = document.getElementById("count");
  const text = form.elements.namedItem("text");
  const department = form.elements.namedItem("department");
  const status = form.elements.namedItem("status");
  const open = form.elements.namedItem("open");
  const words = new Map();

  // Marks and case do not matter in a search: "ke hoach" finds "Kế hoạch".
  function fold(value) {
    return value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }
  function wordsOf(card) {
    if (!words.has(card)) words.set(card, fold(card.textContent).replace(/\s+/g, " "));
    return words.get(card);
  }
  function apply() {
    const wanted = fold(text.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      const fits =
        (!department.value || card.dataset.owners.split(" ").includes(department.value)) &&
        (!status.value || card.dataset.status === status.value) &&
        (!open.checked || card.dataset.open === "yes") &&
        wanted.every((word) => wordsOf(card).includes(word));
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of document.querySelectorAll("section.group")) {
      group.hidden = !group.querySelector("details.criterion:not([hidden])");
    }
    count.textContent = `Đang hiện ${shown}/${cards.length} tiêu chí`;
  }
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const card = id && document.getElementById(id);
    if (!card || !card.matches("details.criterion")) return;
    if (card.hidden) { form.reset(); apply(); }
    card.open = true;
    card.scrollIntoView();
  }

  form.hidden = false;
  for (const button of document.querySelectorAll("button.pick")) {
    button.disabled = false;
    button.addEventListener("click", () => {
      form.reset();
      department.value = button.value;
      apply();
      form.scrollIntoView();
    });
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("expand").addEventListener("click", () => {
    const visible = cards.filter((card) => !card.hidden);
    const some = visible.some((card) => !card.open);
    for (const card of visible) card.open = some;
  });
  window.addEventListener("hashchange", reveal);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const item of closed) item.open = true;
  });
  window.addEventListener("afterprint", () => { for (const item of closed) item.open = false; });
  apply();
  reveal();
})();
