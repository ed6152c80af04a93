// The form: kept with every key, brought back after a crash, and handed in to the list beside it.
"use strict";

(() => {
  const { store, numbers, sending, queue } = Station;
  const { typed, fill, isBlank, faults, showErrors, clearErrors } = Station.form;
  const place = document.body.dataset;
  const words = document.querySelector("[data-words]").dataset;
  const one = (name, root = document) => root.querySelector(`[data-${name}]`);
  const form = Station.form.element;
  const saved = one("saved");
  let clerk = null; // whose texts are shown
  let known = null;
  let item = null; // what is in the form
  let keeping = Promise.resolve();
  let release = null; // lets another window open this form

  const show = (name, shown) => (one(name).hidden = !shown);
  const trouble = (text) => {
    one("trouble").textContent = text;
    show("trouble", Boolean(text));
  };

  // --- keeping
  const time = () => new Date().toTimeString().slice(0, 8);
  const keep = () => {
    if (!item) return keeping;
    item = { ...item, fields: typed(), changedAt: new Date().toISOString() };
    const copy = item;
    keeping = keeping
      .then(() => store.keep(copy))
      .then((onDisk) => {
        saved.textContent = onDisk ? words.saved.replace("%(time)s", time()) : "";
        trouble(onDisk ? "" : words.noRoom);
      });
    return keeping;
  };

  // --- one window for one form
  const claim = (key) =>
    new Promise((resolve) => {
      if (!navigator.locks) return resolve(true);
      navigator.locks.request(`station-form-${key}`, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock ? new Promise((done) => (release = done)) : undefined;
      });
    });
  const letGo = () => {
    if (release) release();
    release = null;
  };
  const blank = () => ({
    key: numbers.key(),
    clerk,
    state: "draft",
    fields: {},
    errors: {},
    temporary: { number: numbers.number(), code: numbers.code() },
    madeAt: new Date().toISOString(),
    handedInAt: "",
  });
  const drafts = async () =>
    (await store.items(clerk))
      .filter((entry) => entry.state === "draft")
      .sort((a, b) => (b.changedAt || b.madeAt).localeCompare(a.changedAt || a.madeAt));
  const free = async () => {
    for (const draft of await drafts()) if (await claim(draft.key)) return draft;
    const fresh = blank();
    await claim(fresh.key);
    return fresh;
  };

  // --- photos
  const drawFiles = async () => {
    const files = item ? await store.filesOf(item.key) : [];
    const lines = files.map((file) => {
      const entry = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet button-small";
      button.textContent = words.takeOut;
      button.addEventListener("click", async () => {
        await store.dropFile(file.key);
        await drawFiles();
      });
      entry.append(`${file.name} `, button);
      return entry;
    });
    one("files").replaceChildren(...lines);
    return files;
  };
  const addFiles = async (chosen) => {
    if (!item) return;
    const kept = await store.filesOf(item.key);
    const room = known.most_files - kept.length;
    const large = chosen.filter((file) => file.size > known.most_bytes);
    const sound = chosen.filter((file) => file.size <= known.most_bytes);
    await keep();
    try {
      for (const file of sound.slice(0, room))
        await store.keepFile({ key: numbers.key(), item: item.key, name: file.name, blob: file });
    } catch {
      trouble(words.filesLost);
    }
    if (sound.length > room) trouble(words.manyFiles.replace("%(count)s", known.most_files));
    if (large.length) trouble(words.largeFile.replace("%(name)s", large[0].name));
    await drawFiles();
  };

  // --- opening, handing in
  const openForm = async (entry) => {
    item = entry;
    fill(item.fields);
    Station.form.followCampaign();
    if (item.fields.topic) form.elements.topic.value = item.fields.topic;
    clearErrors();
    saved.textContent = "";
    await drawFiles();
    if (Object.keys(item.errors).length) showErrors(item.errors);
  };
  const last = () => {
    const { station, campaign: page } = typed();
    return { station, campaign: page };
  };
  const next = async (start) => {
    letGo();
    const entry = await free();
    await openForm(entry.changedAt ? entry : { ...entry, fields: start });
  };
  const handIn = async () => {
    if (!item) return undefined; // a second click, while the first hands in
    const values = typed();
    const found = faults(values);
    if (Object.keys(found).length) return showErrors(found);
    const unit = known.stations.find((entry) => String(entry.key) === values.station);
    const handedInAt = item.handedInAt || new Date().toISOString();
    const stationName = unit && unit.name;
    const ready = { ...item, fields: values, state: "waiting", errors: {}, handedInAt, stationName };
    item = null;
    await keeping; // or the draft would be written over it
    if (!(await store.keep(ready))) trouble(words.noRoom);
    sending.tell({ changed: ready.key });
    await next(last());
    form.elements.title.focus();
    window.scrollTo(0, 0);
    return sending.now();
  };
  const edit = async (key) => {
    const entry = await store.item(key);
    if (!entry || entry.state !== "refused") return;
    const hasFiles = item && (await store.filesOf(item.key)).length > 0;
    if (item && isBlank(typed()) && !hasFiles) await store.remove(item.key);
    else await keep();
    const before = release;
    if (!(await claim(key))) return trouble(words.openElsewhere);
    if (before) before();
    // one that lay too long counts from now on
    const handedInAt = entry.errors.handed_in_at ? "" : entry.handedInAt;
    const again = { ...entry, state: "draft", handedInAt };
    await store.keep(again);
    await openForm(again);
    await queue.draw(clerk);
  };
  const remove = async (key) => {
    const entry = await store.item(key);
    if (!entry) return;
    if (entry.state !== "sent" && !window.confirm(words.removeUnsent)) return;
    await store.remove(key);
    sending.tell({ changed: key });
  };

  // --- who is here
  const lock = () => {
    letGo();
    clerk = item = null;
    form.reset();
    show("desk", false);
    show("who", false);
    queue.draw(null);
  };
  const enter = async (whose, server) => {
    const same = clerk === whose;
    clerk = whose;
    known = server;
    one("name").textContent = known.name;
    show("signed-out", false);
    show("who", true);
    show("desk", true);
    const values = same && item ? typed() : null;
    Station.form.offer(known);
    if (values) Station.form.choose(values);
    else await next(last());
    await queue.draw(clerk);
  };
  const leave = async () => {
    await keep();
    const left = (await store.items(clerk)).filter(
      (entry) => ["waiting", "refused"].includes(entry.state) || !isBlank(entry.fields),
    );
    const unsent = left.filter((entry) => entry.state !== "sent").length;
    if (unsent && !window.confirm(words.leaveWaiting.replace("%(count)s", unsent))) return;
    const whose = clerk;
    lock();
    await sending.signOut(whose);
    sending.tell({ left: true });
    show("signed-out", true);
  };

  const network = (connected) => {
    one("network").textContent = connected ? words.online : words.offline;
    one("network").dataset.connected = connected;
  };
  document.addEventListener("station", async ({ detail }) => {
    if (detail.signedIn) await enter(detail.signedIn.clerk, detail.signedIn);
    if (detail.changed) await queue.draw(clerk);
    if (detail.connected !== undefined) network(detail.connected && navigator.onLine);
    if (detail.connected === false && navigator.onLine && clerk) one("network").textContent = words.later;
    if (detail.signedOut) show("signed-out", true);
    if (detail.noRight) trouble(words.noRight);
    if (detail.left) lock();
    if (detail.failed) trouble(detail.failed);
  });
  window.addEventListener("offline", () => network(false));

  form.addEventListener("input", (event) => {
    if (event.target.name) keep();
  });
  form.elements.campaign.addEventListener("change", () => {
    Station.form.followCampaign();
    keep();
  });
  one("field=attachments").querySelector("input").addEventListener("change", async (event) => {
    const chosen = [...event.target.files];
    event.target.value = "";
    await addFiles(chosen);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handIn();
  });
  one("clear").addEventListener("click", async () => {
    if (!isBlank(typed()) && !window.confirm(words.discard)) return;
    const start = last();
    const gone = item;
    item = null;
    await keeping; // or what is still being kept would come back
    await store.remove(gone.key);
    await next(start);
  });
  one("items").addEventListener("click", async (event) => {
    const act = event.target.dataset.act;
    const row = event.target.closest("[data-key]");
    if (!act || !row) return;
    await { edit, remove, print: queue.print }[act](row.dataset.key);
  });
  one("leave").addEventListener("click", leave);
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", (event) => {
    if (store.isInMemory()) event.preventDefault();
  });

  const worker = async () => {
    if (!("serviceWorker" in navigator)) return;
    const kept = await navigator.serviceWorker.register(place.worker, { scope: place.scope });
    const ready = () => show("news", Boolean(kept.waiting && navigator.serviceWorker.controller));
    ready();
    kept.addEventListener("updatefound", () =>
      kept.installing.addEventListener("statechange", ready),
    );
    one("renew").addEventListener("click", async () => {
      await keep();
      navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload());
      kept.waiting.postMessage("take over");
    });
  };

  const start = async () => {
    network(navigator.onLine);
    worker().catch(() => {});
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    await sending.now();
    if (clerk) return; // the server knows who is here
    const whose = await store.meta("clerk");
    const kept = await store.meta("known");
    const asked = !one("signed-out").hidden;
    if (whose && kept && !asked) await enter(whose, kept);
    else if (!asked && one("trouble").hidden) trouble(words.first);
  };
  start();
})();
