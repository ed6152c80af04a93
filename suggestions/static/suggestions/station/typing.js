// Typing beside the picture: it can be enlarged, turned and moved, and what is typed is saved.
"use strict";

(() => {
  const WIDEST = 4;
  const viewer = document.querySelector("[data-viewer]");
  const picture = document.querySelector("[data-picture]");
  const view = { wide: 1, turn: 0 };
  const steps = {
    smaller: () => (view.wide = Math.max(0, view.wide - 1)),
    larger: () => (view.wide = Math.min(WIDEST, view.wide + 1)),
    fit: () => (view.wide = 0),
    turn: () => (view.turn = (view.turn + 1) % 4),
  };
  const look = (step) => {
    steps[step]();
    picture.dataset.wide = view.wide;
    picture.dataset.turn = view.turn;
  };
  viewer.addEventListener("click", (event) => {
    const step = event.target.dataset.view;
    if (step) look(step);
  });

  // the picture follows the mouse that holds it
  const frame = picture.parentElement;
  frame.addEventListener("pointermove", (event) => {
    if (event.buttons !== 1 || event.pointerType !== "mouse") return;
    frame.scrollLeft -= event.movementX;
    frame.scrollTop -= event.movementY;
  });
  picture.addEventListener("dragstart", (event) => event.preventDefault());

  const keys = { "-": "smaller", "=": "larger", "+": "larger", r: "turn", R: "turn" };
  document.addEventListener("keydown", (event) => {
    const step = event.altKey && keys[event.key];
    if (!step) return;
    event.preventDefault();
    look(step);
  });

  const form = document.querySelector("[data-typing]");
  if (!form) return;
  const PAUSE = 600; // milliseconds
  const RETRY_AFTER = 4000;
  const status = form.querySelector("[data-status]");
  let timer = null;
  let dirty = false;
  let leaving = false;

  const say = (words, trouble) => {
    status.textContent = words;
    status.dataset.state = trouble ? "trouble" : "well";
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  async function save() {
    if (!dirty || leaving) return;
    dirty = false;
    let response = null;
    try {
      const options = { method: "POST", body: new FormData(form), redirect: "manual" };
      response = await fetch(form.dataset.save, options);
    } catch {
      response = null; // no network
    }
    const understood = response && (response.headers.get("Content-Type") || "").includes("json");
    if (understood) {
      const answer = await response.json();
      if (answer.saved) return say(`${form.dataset.saved} ${answer.saved}`, false);
      return say(answer.refused, true);
    }
    dirty = true;
    const offline = !response || response.status >= 500;
    say(offline ? form.dataset.offline : form.dataset.signedOut, true);
    return later(RETRY_AFTER);
  }
  form.addEventListener("input", () => {
    dirty = true;
    later(PAUSE);
  });
  form.addEventListener("submit", () => (leaving = true));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });
  const first = form.querySelector("[aria-invalid=true], .w-field--error input, input[type=text]");
  if (first) first.focus();
})();
