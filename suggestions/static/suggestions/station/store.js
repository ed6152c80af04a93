// What is typed lies in IndexedDB: forms under the name of the clerk who typed them, photos beside.
// Stores: "items" (forms), "files" (their photos), "meta" (what the server said, and who is here).
"use strict";

(() => {
  const NAME = "station";
  const VERSION = 1;
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

  const filesOf = (item) => read("files", (store) => store.index("item").getAll(item));

  const dropFiles = async (item) => {
    const files = await filesOf(item);
    await Promise.all(files.map((file) => write("files", (store) => store.delete(file.key))));
  };

  Station.store = {
    meta: (name) => read("meta", (store) => store.get(name)),
    setMeta: (name, value) => write("meta", (store) => store.put(value, name)),
    item: (key) => read("items", (store) => store.get(key)),
    items: (clerk) => read("items", (store) => store.index("clerk").getAll(clerk)),
    keep: (item) => write("items", (store) => store.put(item)),
    filesOf,
    keepFile: (file) => write("files", (store) => store.put(file)),
    dropFile: (key) => write("files", (store) => store.delete(key)),
    dropFiles,
    remove: async (key) => {
      await dropFiles(key);
      await write("items", (store) => store.delete(key));
    },
  };
})();
