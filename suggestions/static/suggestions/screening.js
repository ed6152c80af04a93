// Single keys at the screening desk. Nothing happens while somebody types, and every key only
// presses a button or a link of the page, so that all of it works without this script.
(() => {
  "use strict";
  const help = document.querySelector("[data-keys-help]");
  const opener = document.querySelector("[data-keys-open]");
  const rows = [...document.querySelectorAll("[data-keys-row]")];
  const classes = [...document.querySelectorAll('.desk-class input[type="radio"]')];
  let awaitsClass = false;

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));
  const linkOf = (row) => row && row.querySelector("th a");

  const move = (by) => {
    if (!rows.length) return;
    const at = here();
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
    linkOf(rows[next]).focus();
    rows[next].scrollIntoView({ block: "nearest" });
  };
  const tick = () => {
    const box = rows[here()] && rows[here()].querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
  };
  const press = (key) => {
    const button = document.querySelector(`button[data-key="${key}"]`);
    if (!button) return false;
    const note = button.form && button.form.querySelector("textarea[name=note]");
    const needsNote = note && key !== "a" && key !== "u" && !note.value.trim();
    if (needsNote) note.focus();
    else if (rows.length && key === "u") undoRow(button);
    else button.click();
    return true;
  };
  const undoRow = (button) => {
    const box = rows[here()] && rows[here()].querySelector("input[type=checkbox]");
    if (box) box.checked = true;
    button.click();
  };
  const setClass = (key) => {
    const radio = classes[Number(key) - 1];
    if (radio) {
      radio.checked = true;
      radio.form.requestSubmit();
    }
  };

  const keys = { j: () => move(1), k: () => move(-1), x: tick, "?": () => help && help.showModal() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (help && help.open) return;
    if (awaitsClass) {
      awaitsClass = false;
      if (/^[1-9]$/.test(event.key)) setClass(event.key);
      return;
    }
    if (event.key === "c" && classes.length) awaitsClass = true;
    else if (keys[event.key]) keys[event.key]();
    else if (!/^[arfwdu]$/.test(event.key) || !press(event.key)) return;
    event.preventDefault();
  });
  if (opener && help) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }
})();
