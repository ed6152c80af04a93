// The list of what was handed in at this browser: waiting, sent with its receipt, or refused.
"use strict";

(() => {
  const { store, numbers } = Station;
  const words = document.querySelector("[data-words]").dataset;
  const list = document.querySelector("[data-items]");
  const empty = document.querySelector("[data-empty]");
  const template = document.querySelector("[data-item]");
  const paper = document.querySelector("[data-receipt]");

  const put = (root, name, text) => {
    root.querySelector(`[data-${name}]`).textContent = text || "";
  };

  // Number and code that the author takes home, and what they are worth now.
  const codes = (item) => {
    if (item.state === "sent")
      return { label: words.numberReceipt, number: item.receipt, code: item.code, note: words.noteSent };
    if (item.fields.slip) return { note: words.noteSlip };
    return {
      label: words.numberTemporary,
      number: numbers.shown(item.temporary.number),
      code: item.temporary.code,
      note: words.noteTemporary,
    };
  };

  const note = (item) => {
    if (item.state === "refused") return Object.values(item.errors).flat().join(" ");
    if (item.state !== "sent") return codes(item).note;
    const replaced = item.fields.slip ? numbers.shown(item.fields.slip.replace(/\D/g, "")) : "";
    return words.replaces.replace("%(number)s", replaced || numbers.shown(item.temporary.number));
  };

  const line = (item) => {
    const row = template.content.cloneNode(true).firstElementChild;
    row.dataset.key = item.key;
    row.dataset.of = item.state;
    put(row, "state", words[item.state]);
    put(row, "title", item.fields.title || words.untitled);
    put(row, "note", note(item));
    const given = codes(item);
    row.querySelector("[data-codes]").hidden = !given.number;
    put(row, "number-label", given.label);
    put(row, "number", given.number);
    put(row, "code", given.code);
    row.querySelector("[data-act=edit]").hidden = item.state !== "refused";
    row.querySelector("[data-act=print]").hidden = !given.number;
    row.querySelector("[data-act=remove]").hidden = item.state === "waiting";
    return row;
  };

  const newestFirst = (one, other) => other.handedInAt.localeCompare(one.handedInAt);

  const draw = async (clerk) => {
    const items = clerk ? await store.items(clerk) : [];
    const shown = items.filter((item) => item.state !== "draft").sort(newestFirst);
    list.replaceChildren(...shown.map(line));
    empty.hidden = shown.length > 0;
    return shown;
  };

  const print = async (key) => {
    const item = await store.item(key);
    const given = codes(item);
    put(paper, "receipt-title", item.fields.title);
    put(paper, "receipt-label", given.label);
    put(paper, "receipt-number", given.number);
    put(paper, "receipt-code", given.code);
    put(paper, "receipt-note", given.note);
    put(paper, "receipt-station", [item.stationName, item.handedInAt.slice(0, 10)].join(" · "));
    paper.hidden = false;
    window.print();
    paper.hidden = true;
  };

  Station.queue = { draw, print };
})();
