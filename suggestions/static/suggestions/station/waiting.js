// Looks again while a task is at work, and leaves alone what somebody is filling in.
"use strict";

(() => {
  const LOOK_AGAIN = 4000; // milliseconds
  let touched = false;
  document.addEventListener("input", () => (touched = true));
  setInterval(() => {
    if (!touched && document.visibilityState === "visible") window.location.reload();
  }, LOOK_AGAIN);
})();
