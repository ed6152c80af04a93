// Keeps the clerk's page ready without a network. Only the page itself is kept, which holds nothing
// of anybody, and its style sheets and scripts; everything else always goes to the server.
"use strict";

const KEPT = "station-{{ version|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const SHELL = "{{ shell|escapejs }}";
const ASSETS = [{% for asset in assets %}"{{ asset|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  const fresh = [SHELL, ...ASSETS].map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const others = (names) => names.filter((name) => name.startsWith("station-") && name !== KEPT);
  const forget = async () => {
    await Promise.all(others(await caches.keys()).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

// a network that hangs is none: the page kept here says the same
const PATIENCE = 5000; // milliseconds
const tooLate = () =>
  new Promise((_answer, refuse) => setTimeout(() => refuse(new Error("no answer")), PATIENCE));

const page = async (request) => {
  try {
    return await Promise.race([fetch(request), tooLate()]);
  } catch {
    const cache = await caches.open(KEPT);
    return (await cache.match(SHELL)) || Response.error();
  }
};

const asset = async (request) => {
  const cache = await caches.open(KEPT);
  return (await cache.match(request)) || fetch(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(request));
  else if (ASSETS.includes(address.pathname)) event.respondWith(asset(request));
});
