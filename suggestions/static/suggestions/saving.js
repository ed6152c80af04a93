// Saving as one goes: each level, comment and fixer is sent as soon as it is given. What cannot be
// sent waits in this browser and is sent when the network is back, also after a reload. Other tabs
// of the same review follow. Everything works without this file: there is a button.
"use strict";

(() => {
  const form = document.querySelector("[data-score-form]");
  if (!form) return;
  const shelf = form.dataset.shelf;
  if (!form.dataset.saveUrl) {
    sessionStorage.removeItem(shelf);
    return;
  }
  const TYPING_PAUSE = 800; // milliseconds
  const RETRY_AFTER = 3000;
  const LONGEST_WAIT = 30000;
  const status = form.querySelector("[data-save-status]");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(shelf) : null;
  const waiting = new Map(JSON.parse(sessionStorage.getItem(shelf) || "[]"));
  let timer = null;
  let busy = false;
  let over = false;
  let wait = RETRY_AFTER;

  const say = (words, trouble) => {
    status.textContent = words;
    status.dataset.state = trouble ? "trouble" : "well";
  };
  const keep = () => sessionStorage.setItem(shelf, JSON.stringify([...waiting]));
  const named = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const fill = (name, value) =>
    named(name).forEach((field) => {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field !== document.activeElement) field.value = value;
    });
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const body = (name, value) => {
    const [part, criterion] = name.split("_");
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("text", form.elements.text.value);
    if (criterion) data.set("criterion", criterion);
    data.set(part, value);
    return data;
  };

  const done = (name, value) => {
    if (waiting.get(name) === value) waiting.delete(name);
    keep();
  };

  const heard = async (response, name, value) => {
    const answer = await response.json();
    done(name, value);
    wait = RETRY_AFTER;
    if (response.ok) {
      say(`${form.dataset.saved} ${answer.saved}`, false);
      if (tabs) tabs.postMessage([name, value]);
    } else {
      over = response.status === 409;
      if (over) waiting.clear();
      keep();
      say(answer.refused, true);
    }
  };

  const failed = (words) => {
    say(words, true);
    later(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const send = async () => {
    if (busy || over || !waiting.size) return;
    busy = true;
    const [name, value] = waiting.entries().next().value;
    let response = null;
    try {
      const options = { method: "POST", body: body(name, value), redirect: "manual" };
      response = await fetch(form.dataset.saveUrl, options);
    } catch {
      response = null; // no network
    }
    const understood = response && (response.headers.get("Content-Type") || "").includes("json");
    if (understood) await heard(response, name, value);
    busy = false;
    if (over) return;
    if (!response) failed(form.dataset.offline);
    else if (!understood) failed(response.status >= 500 ? form.dataset.offline : form.dataset.signedOut);
    else if (waiting.size) later(0);
  };

  const changed = (event, pause) => {
    const name = event.target.name;
    if (over || !/^(level|comment|fixer)(_\d+)?$/.test(name)) return;
    waiting.delete(name); // to the end: what was given last is sent last
    waiting.set(name, event.target.value);
    keep();
    say(form.dataset.saving, false);
    later(pause);
  };

  form.addEventListener("input", (event) => {
    if (event.target.type !== "radio") changed(event, TYPING_PAUSE);
  });
  form.addEventListener("change", (event) => changed(event, 0));
  form.addEventListener("submit", () => {
    over = true; // the whole form goes now
    clearTimeout(timer);
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size && !over) event.preventDefault();
  });
  if (tabs) tabs.addEventListener("message", (event) => fill(...event.data));

  waiting.forEach((value, name) => fill(name, value));
  if (waiting.size) later(0);
})();
