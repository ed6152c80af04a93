// Moving work by dragging: a line of the table is dropped on a reviewer. It does what ticking the
// line and choosing the reviewer does, and takes along whatever else is ticked. Everything works
// without this file.
"use strict";

(() => {
  const form = document.querySelector("[data-move]");
  const select = form && form.querySelector("select[name=to]");
  if (!select) return;
  const lines = [...form.querySelectorAll("[data-assignment]")];
  const box = (line) => line.querySelector("input[type=checkbox]");
  const hint = form.querySelector("[data-move-hint]");
  if (hint) hint.hidden = false;
  let dragged = null;

  for (const line of lines) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", box(line).value);
      line.dataset.dragged = "";
    });
    line.addEventListener("dragend", () => {
      dragged = null;
      delete line.dataset.dragged;
    });
  }

  for (const place of document.querySelectorAll("[data-drop-on]")) {
    const takes = () => dragged && [...select.options].some((one) => one.value === place.dataset.dropOn);
    place.addEventListener("dragover", (event) => {
      if (!takes()) return;
      event.preventDefault();
      place.dataset.dropOver = "";
    });
    place.addEventListener("dragleave", () => delete place.dataset.dropOver);
    place.addEventListener("drop", (event) => {
      delete place.dataset.dropOver;
      if (!takes()) return;
      event.preventDefault();
      box(dragged).checked = true;
      select.value = place.dataset.dropOn;
      form.requestSubmit();
    });
  }
})();
