/* Completions below <input data-completions="address">: an editable combobox with a listbox, by the
   pattern of the ARIA Authoring Practices. The address answers ?q=… with
   {"options": [{"label", "kind"}]}. A chosen option is sent with the input's form.
   Without this script, or while the address does not answer, the form is a plain one. */
"use strict";
(() => {
  const PAUSE = 150; // milliseconds without a key before the address is asked
  const known = new Map();

  async function optionsFor(address, text, signal) {
    if (!known.has(text)) {
      const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      known.set(text, (await answer.json()).options);
    }
    return known.get(text);
  }

  function listFor(input) {
    const list = document.createElement("ul");
    list.id = `${input.id}-options`;
    list.className = "search-options";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.completionsLabel);
    input.form.append(list);
    return list;
  }

  function itemFor(input, list, option, place) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.label = option.label;
    const label = document.createElement("span");
    label.textContent = option.label;
    item.append(label);
    const kind = input.dataset[option.kind];
    if (kind) {
      const note = document.createElement("span");
      note.className = "search-option-kind";
      note.textContent = kind;
      item.append(" ", note);
    }
    return item;
  }

  function enhance(input) {
    const list = listFor(input);
    let active = -1;
    let waiting = 0;
    let asking = null;

    const isOpen = () => !list.hidden;

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) activate(-1);
    }

    function activate(place) {
      active = place;
      [...list.children].forEach((item, number) => {
        item.setAttribute("aria-selected", String(number === place));
      });
      if (place < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", list.children[place].id);
        list.children[place].scrollIntoView({ block: "nearest" });
      }
    }

    function forget() {
      clearTimeout(waiting);
      if (asking) asking.abort();
      show(false);
    }

    async function ask() {
      const text = input.value.trim();
      if (asking) asking.abort();
      asking = new AbortController();
      if (!text) {
        list.replaceChildren();
        forget();
        return;
      }
      try {
        const options = await optionsFor(input.dataset.completions, text, asking.signal);
        if (input.value.trim() !== text || document.activeElement !== input) return;
        list.replaceChildren(...options.map((option, place) => itemFor(input, list, option, place)));
        show(options.length > 0);
      } catch {
        show(false);
      }
    }

    function askSoon(event) {
      if (event.isComposing) return;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    }

    function choose(item) {
      input.value = item.dataset.label;
      forget();
      input.form.requestSubmit();
    }

    function move(step) {
      const number = list.children.length;
      if (!isOpen()) {
        if (number) show(true);
        else return;
      }
      activate(active < 0 && step < 0 ? number - 1 : (active + step + number) % number);
    }

    input.addEventListener("input", askSoon);
    input.addEventListener("compositionend", () => askSoon({ isComposing: false }));
    input.addEventListener("blur", forget);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && isOpen() && active >= 0) {
        event.preventDefault();
        choose(list.children[active]);
      } else if (event.key === "Escape" && isOpen()) {
        event.preventDefault();
        forget();
      }
    });
    input.form.addEventListener("submit", forget);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) choose(item);
    });

    input.setAttribute("role", "combobox");
    input.setAttribute("autocomplete", "off");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
  }

  document.querySelectorAll("input[data-completions]").forEach(enhance);
})();
