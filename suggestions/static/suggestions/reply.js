// A reply is saved as one types. What cannot be sent stays in this browser and is sent later, also
// after a reload. Ctrl+S saves, Ctrl+Enter hands in. Without this file the buttons do the same.
"use strict";

(() => {
  const form = document.querySelector("[data-reply-form]");
  if (!form || !form.querySelector("[name=do][value=submit]")) return;
  const TYPING_PAUSE = 1200; // milliseconds
  const RETRY_AFTER = 5000;
  const status = form.querySelector("[data-save-status]");
  const { shelf, saveUrl, saving, saved, offline, signedOut } = form.dataset;
  const words = form.elements.text;
  let timer = null;
  let busy = false;
  let dirty = false;
  let over = false;

  const say = (text, trouble) => {
    status.textContent = text;
    status.dataset.state = trouble ? "trouble" : "well";
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };
  const keep = () =>
    sessionStorage.setItem(shelf, JSON.stringify([form.elements.revision.value, words.value]));

  const heard = async (response) => {
    const answer = await response.json();
    if (response.ok) {
      form.elements.revision.value = answer.revision;
      if (dirty) keep();
      else sessionStorage.removeItem(shelf);
      say(`${saved} ${answer.saved}`, false);
    } else {
      over = response.status === 409; // somebody else has it: the button shows both texts
      say(answer.refused, true);
    }
  };

  const send = async () => {
    if (busy || over || !dirty) return;
    busy = true;
    dirty = false;
    let response = null;
    try {
      const options = { method: "POST", body: new FormData(form), redirect: "manual" };
      response = await fetch(saveUrl, options);
    } catch {
      response = null; // no network
    }
    const understood = response && (response.headers.get("Content-Type") || "").includes("json");
    if (understood) await heard(response);
    busy = false;
    if (!understood) {
      dirty = true;
      say(!response || response.status >= 500 ? offline : signedOut, true);
      later(RETRY_AFTER);
    } else if (dirty) later(TYPING_PAUSE);
  };

  const changed = () => {
    if (over) return;
    dirty = true;
    keep();
    say(saving, false);
    later(TYPING_PAUSE);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    over = true; // what is on the shelf stays there: the network may be gone just now
    clearTimeout(timer);
  });
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") {
      event.preventDefault();
      changed();
      later(0);
    } else if (event.key === "Enter") {
      event.preventDefault();
      form.querySelector("[name=do][value=submit]").click();
    }
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !over) event.preventDefault();
  });

  const [revision, text] = JSON.parse(sessionStorage.getItem(shelf) || "[null, null]");
  if (revision === form.elements.revision.value && text !== words.value) {
    words.value = text;
    changed();
  } else {
    sessionStorage.removeItem(shelf); // it has arrived, or somebody has saved since
  }
})();
