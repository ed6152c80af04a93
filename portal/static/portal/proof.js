/* Fills <input data-proof="address of the challenge"> with a proof of work before its form is sent.
   Without it, without Web Crypto (plain HTTP) or when anything fails, the form is sent as it is. */
"use strict";
(() => {
  const READY_BEFORE_EXPIRY = 60; // seconds a solution must still be valid when the form is sent
  const LONGEST_SEARCH = 100000; // steps; the portal asks for a few hundred

  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  function password(nonce, counter) {
    const bytes = new Uint8Array(nonce.length + 4);
    bytes.set(nonce);
    new DataView(bytes.buffer).setUint32(nonce.length, counter);
    return bytes;
  }

  async function derivedKey(parameters, counter) {
    const secret = password(bytesOf(parameters.nonce), counter);
    const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
    const recipe = {
      name: "PBKDF2", hash: "SHA-256", salt: bytesOf(parameters.salt), iterations: parameters.cost,
    };
    return hexOf(new Uint8Array(await crypto.subtle.deriveBits(recipe, key, parameters.keyLength * 8)));
  }

  async function solve(challenge) {
    for (let counter = 0; counter < LONGEST_SEARCH; counter += 1) {
      const found = await derivedKey(challenge.parameters, counter);
      if (found.startsWith(challenge.parameters.keyPrefix)) return { counter, derivedKey: found };
    }
    throw new Error("no solution");
  }

  async function prove(field) {
    const answer = await fetch(field.dataset.proof, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const challenge = await answer.json();
    const solution = await solve(challenge);
    field.value = btoa(JSON.stringify({ challenge, solution }));
    field.dataset.expires = challenge.parameters.expiresAt;
  }

  function watch(field) {
    const form = field.form;
    let work = null;
    const isReady = () =>
      field.value && Number(field.dataset.expires) > Date.now() / 1000 + READY_BEFORE_EXPIRY;
    const begin = () => {
      work = work || prove(field).catch(() => { field.value = ""; field.dataset.failed = "1"; })
        .finally(() => { work = null; });
      return work;
    };
    form.addEventListener("focusin", () => { if (!isReady() && !field.dataset.failed) begin(); });
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || isReady() || field.dataset.failed) return;
      event.preventDefault();
      await begin();
      if (!isReady()) field.dataset.failed = "1";
      form.requestSubmit(event.submitter);
    });
  }

  if (!window.isSecureContext || !window.crypto || !crypto.subtle) return;
  document.querySelectorAll("input[data-proof]").forEach(watch);
})();
