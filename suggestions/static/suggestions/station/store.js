// What is typed lies in IndexedDB: forms under the name of the clerk who typed them, photos beside.
// Stores: "items" (forms), "files" (their photos), "meta" (what the server said, and who is here).
// Where the disk takes nothing (no room left, a private window) forms stay in memory until this
// window is closed, so that they can still be sent.
"use strict";

(() => {
  const NAME = "station";
  const VERSION = 1;
  const unwritten = { items: new Map(), meta: new Map() };
  let opening = null;

  const build = (database) => {
    const items = database.createObjectStore("items", { keyPath: "key" });
    items.createIndex("clerk", "clerk");
    const files = database.createObjectStore("files", { keyPath: "key" });
    files.createIndex("item", "item");
    database.createObjectStore("meta");
  };

  const answered = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const open = () => {
    if (!opening) {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => build(request.result);
      opening = answered(request).then((database) => {
        // another window wants a newer layout: let it go on
        database.onversionchange = () => {
          database.close();
          opening = null;
        };
        return database;
      });
      opening.catch(() => (opening = null));
    }
    return opening;
  };

  // Runs `work` on one store; resolves when the transaction is really on the disk.
  const within = async (name, mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  const read = (name, work) => within(name, "readonly", work);
  const write = (name, work) => within(name, "readwrite", work);

  // What is read of a disk that cannot be opened is nothing.
  const found = (reading, nothing) => reading.catch(() => nothing);

  const take = (name, key) =>
    unwritten[name].has(key)
      ? Promise.resolve(unwritten[name].get(key))
      : found(read(name, (store) => store.get(key)));

  // Whether it is on the disk; if not, it is in memory.
  const put = async (name, key, value) => {
    const place = name === "meta" ? [value, key] : [value];
    try {
      await write(name, (store) => store.put(...place));
      unwritten[name].delete(key);
      return true;
    } catch {
      unwritten[name].set(key, value);
      return false;
    }
  };

  const itemsOf = async (clerk) => {
    const onDisk = await found(read("items", (store) => store.index("clerk").getAll(clerk)), []);
    const others = [...unwritten.items.values()].filter((item) => item.clerk === clerk);
    return [...onDisk.filter((item) => !unwritten.items.has(item.key)), ...others];
  };

  const filesOf = (item) =>
    found(read("files", (store) => store.index("item").getAll(item)), []);

  const dropFiles = async (item) => {
    const files = await filesOf(item);
    await Promise.all(files.map((file) => write("files", (store) => store.delete(file.key))));
  };

  Station.store = {
    meta: (name) => take("meta", name),
    setMeta: (name, value) => put("meta", name, value),
    item: (key) => take("items", key),
    items: itemsOf,
    keep: (item) => put("items", item.key, item),
    // Whether something that was not handed in goes when this window is closed.
    isInMemory: () => [...unwritten.items.values()].some((item) => item.state !== "sent"),
    filesOf,
    keepFile: (file) => write("files", (store) => store.put(file)),
    dropFile: (key) => write("files", (store) => store.delete(key)),
    dropFiles,
    remove: async (key) => {
      await dropFiles(key);
      unwritten.items.delete(key);
      await found(write("items", (store) => store.delete(key)));
    },
  };
})();
