// Sends what waits, one form after the other and in one window only. Every form has a key made
// here, so that a form sent twice is one suggestion; what was not answered is simply sent again.
"use strict";

(() => {
  const FIRST_WAIT = 2000; // milliseconds; doubled after every failure
  const LONGEST_WAIT = 5 * 60 * 1000;
  const PATIENCE = 10 * 1000; // for what the server knows
  const LONG_PATIENCE = 3 * 60 * 1000; // for a form with its photos, on a slow line
  const LOCK = "station-sending";
  const { store } = Station;
  const place = document.body.dataset;
  const words = document.querySelector("[data-words]").dataset;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("station") : null;
  let timer = null;
  let failures = 0;
  let busy = false;
  let wanted = false; // another round, because something came in during this one

  const announce = (news) => {
    document.dispatchEvent(new CustomEvent("station", { detail: news }));
  };
  const tell = (news) => {
    announce(news);
    if (tabs) tabs.postMessage(news);
  };
  if (tabs) tabs.addEventListener("message", (event) => announce(event.data));

  class NoAnswer extends Error {}
  class OddAnswer extends NoAnswer {} // to this one form: others may well be taken
  class SignedOut extends Error {}
  class NoRight extends Error {}

  // Runs `work` with a signal that ends it: a network that hangs is none.
  const within = async (patience, work) => {
    const stop = new AbortController();
    const end = setTimeout(() => stop.abort(), patience);
    try {
      return await work(stop.signal);
    } catch (error) {
      throw error instanceof SignedOut ? error : new NoAnswer();
    } finally {
      clearTimeout(end);
    }
  };

  // The answer as JSON. Whatever is no JSON was not said by the page behind the address.
  const ask = (address, options = {}, patience = PATIENCE) =>
    within(patience, async (signal) => {
      const how = { redirect: "manual", credentials: "same-origin", signal, ...options };
      const response = await fetch(address, how);
      if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      return { status: response.status, body: isJson ? await response.json() : null };
    });

  // Ends the session of who has left; raises SignedOut when it is over.
  const endSession = (token) =>
    within(PATIENCE, async (signal) => {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token });
      const how = { method: "POST", body, redirect: "manual", signal };
      const response = await fetch(place.signOut, how);
      if (response.type !== "opaqueredirect") throw new NoAnswer();
      await store.setMeta("leaving", null);
      throw new SignedOut();
    });

  // What the server says now: kept for later, so that the page also works without it.
  const known = async () => {
    const { status, body } = await ask(place.known).catch(async (error) => {
      if (error instanceof SignedOut) await store.setMeta("leaving", null); // it is over already
      throw error;
    });
    if (status === 403 && body) {
      await store.setMeta("clerk", null);
      throw new NoRight();
    }
    if (status !== 200 || !body) throw new NoAnswer();
    // who signed out without a network is not let in again by the session that went on
    if ((await store.meta("leaving")) === body.clerk) await endSession(body.token);
    await store.setMeta("leaving", null);
    const { token, ...lasting } = body;
    await store.setMeta("known", lasting);
    await store.setMeta("clerk", body.clerk);
    return body;
  };

  const filled = async (item) => {
    const data = new FormData();
    Object.entries(item.fields).forEach(([name, value]) => {
      if (value === true) data.set(name, "on");
      else if (value) data.set(name, value);
    });
    data.set("key", item.key);
    data.set("clerk", item.clerk);
    data.set("temporary", item.temporary.number);
    data.set("temporary_code", item.temporary.code);
    data.set("handed_in_at", item.handedInAt);
    const files = await store.filesOf(item.key);
    files.forEach((file) => data.append("attachments", file.blob, file.name));
    return data;
  };

  const post = async (item, server) => {
    const send = async (token) =>
      ask(place.send, {
        method: "POST",
        body: await filled(item),
        headers: { "X-CSRFToken": token },
      }, LONG_PATIENCE);
    const answer = await send(server.token);
    // a session that was renewed meanwhile has another token
    return answer.status === 403 && !answer.body ? send((await known()).token) : answer;
  };

  const settle = async (item, change) => {
    const now = await store.item(item.key);
    if (!now || now.state !== "waiting") return;
    await store.keep({ ...now, ...change });
    tell({ changed: item.key });
  };

  // What stays of a form that has its receipt: enough to print that again, nothing about its author.
  const sent = async (item, body) => {
    await store.dropFiles(item.key); // first: it makes room for what is kept now
    await settle(item, {
      state: "sent",
      receipt: body.receipt,
      code: body.code,
      sentAt: new Date().toISOString(),
      fields: { title: item.fields.title, slip: item.fields.slip },
      errors: {},
    });
  };

  const sendOne = async (item, server) => {
    const { status, body } = await post(item, server);
    if (status === 200 && body) await sent(item, body);
    else if (status === 422 && body) await settle(item, { state: "refused", errors: body.errors });
    else if (status === 413)
      await settle(item, { state: "refused", errors: { attachments: [words.tooLarge] } });
    else throw status === 400 || status === 500 ? new OddAnswer() : new NoAnswer();
  };

  const waiting = async (clerk) =>
    (await store.items(clerk))
      .filter((item) => item.state === "waiting")
      .sort((one, other) => one.handedInAt.localeCompare(other.handedInAt));

  const sendAll = async () => {
    const server = await known();
    announce({ signedIn: server });
    let odd = null;
    for (const item of await waiting(server.clerk)) {
      try {
        await sendOne(item, server);
      } catch (error) {
        if (!(error instanceof OddAnswer)) throw error;
        odd = error;
      }
    }
    if (odd) throw odd;
  };

  const again = () => {
    failures += 1;
    const wait = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
    clearTimeout(timer);
    timer = setTimeout(round, wait * (0.75 + Math.random() / 2)); // not all stations at once
  };

  const attempt = async () => {
    try {
      await sendAll();
      failures = 0;
      announce({ connected: true });
    } catch (error) {
      if (error instanceof SignedOut) {
        announce({ signedOut: true });
      } else if (error instanceof NoRight) {
        announce({ noRight: true });
      } else if (error instanceof NoAnswer) {
        announce({ connected: false });
        again();
      } else {
        announce({ failed: String(error) });
        again();
      }
    }
  };

  async function round() {
    wanted = true;
    if (busy) return;
    busy = true;
    while (wanted) {
      wanted = false;
      clearTimeout(timer);
      if (navigator.locks) await navigator.locks.request(LOCK, attempt);
      else await attempt();
    }
    busy = false;
  }

  const now = () => {
    failures = 0;
    return round();
  };

  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });

  // Without a network the session is ended as soon as the server answers again.
  const signOut = async (clerk) => {
    await store.setMeta("leaving", clerk);
    await store.setMeta("clerk", null);
    await now();
  };

  Station.sending = { now, tell, signOut };
})();
