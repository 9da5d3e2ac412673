// Keeps walks on the device so that they can be walked without network. It stands at /walks/ and sees no other page.
//
// A walk is kept whole or not at all: its page, its data, and every file they need go into one cache named by the walk and
// its stamp, with a note of the date written last; a cache without the note is not used. When a newer stamp is kept, the
// older goes. Everything is asked of the network first; what is kept answers only when the network does not.
// Nothing is kept for anybody who is signed in: their pages do not ask for it, and a page without the mark is refused.
"use strict";
const PREFIX = "tongxin-walk-1:";
const NOTE = "/walks/kept-at";
const PATIENCE = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  // What an older version of this file kept.
  for (const name of await caches.keys()) {
    if (name.startsWith("tongxin-walk") && !name.startsWith(PREFIX)) await caches.delete(name);
  }
  await self.clients.claim();
})()));

self.addEventListener("message", (event) => {
  const asked = event.data;
  if (asked.kind === "forget") event.waitUntil(forget(() => true));
  if (asked.kind === "keep") {
    event.waitUntil(keep(asked)
      .then((saved) => event.ports[0].postMessage({ saved }))
      .catch((error) => event.ports[0].postMessage({ error: String(error) })));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});

async function forget(which) {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && which(name)) await caches.delete(name);
}

// Keep a walk; says when it was kept.
async function keep({ slug, stamp, page: address, parts }) {
  const name = `${PREFIX}${slug}:${stamp}`;
  const before = (await caches.has(name)) && (await (await caches.open(name)).match(NOTE));
  if (before) return before.text();
  await caches.delete(name);
  const cache = await caches.open(name);
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const html = answer.ok && !answer.redirected ? await answer.text() : "";
    // Signed in meanwhile, or changed meanwhile: the next visit keeps it.
    if (!html.includes("data-keep=") || !html.includes(`data-stamp="${stamp}"`)) throw new Error("not a page to keep");
    await Promise.all(parts.map(async (url) => {
      const part = await fetch(url, { credentials: "omit" });
      if (!part.ok) throw new Error(`${url} ${part.status}`);
      await cache.put(url, plain(await part.blob(), part.headers));
    }));
    await cache.put(address, plain(html, answer.headers));
    const saved = new Date().toISOString();
    await cache.put(NOTE, new Response(saved));
    await forget((other) => other.startsWith(`${PREFIX}${slug}:`) && other !== name);
    return saved;
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

// An answer as it is kept: what it says and how it may be used, without how it travelled.
function plain(body, headers) {
  const kept = new Headers();
  for (const name of ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"]) {
    if (headers.has(name)) kept.set(name, headers.get(name));
  }
  return new Response(body, { headers: kept });
}

async function page(request) {
  const { pathname } = new URL(request.url);
  try {
    const answer = await patiently(request);
    if (answer.status === 404) {
      // Shown no longer: kept no longer.
      await forget((name) => pathname === `/walks/${name.slice(PREFIX.length).split(":")[0]}/`);
    }
    if (answer.status < 500) return answer;
    return (await keptPage(pathname)) || answer;
  } catch (error) {
    const kept = await keptPage(pathname);
    if (kept) return kept;
    throw error;
  }
}

async function keptPage(pathname) {
  for (const cache of await whole()) {
    const kept = await cache.match(pathname, { ignoreVary: true });
    if (!kept) continue;
    const saved = await (await cache.match(NOTE)).text();
    const html = (await kept.text()).replace('data-saved-at=""', `data-saved-at="${saved}"`);
    return new Response(html, { headers: kept.headers });
  }
  return null;
}

async function part(request) {
  try {
    const answer = await patiently(request);
    if (answer.ok || answer.status < 500) return answer;
    return (await keptPart(request.url)) || answer;
  } catch (error) {
    const kept = await keptPart(request.url);
    if (kept) return kept;
    throw error;
  }
}

async function keptPart(url) {
  const picture = /^(.*\/pictures\/\d+-[0-9a-f]{8}\/)\d+\.\w+$/.exec(url)?.[1];
  for (const cache of await whole()) {
    const kept = await cache.match(url, { ignoreVary: true });
    if (kept) return kept;
    // A picture is kept in one width and format; any will do where there is no network.
    const same = picture && (await cache.keys()).find((one) => one.url.startsWith(picture));
    if (same) return cache.match(same);
  }
  return null;
}

// The caches that are complete.
async function whole() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    if (await cache.match(NOTE)) found.push(cache);
  }
  return found;
}

// What the network says, unless it takes so long that whoever stands in the street has given up.
async function patiently(request) {
  const late = AbortSignal.timeout(PATIENCE);
  const kept = request.mode === "navigate" ? await keptPage(new URL(request.url).pathname) : await keptPart(request.url);
  // Where nothing is kept there is nothing to fall back on: wait as long as it takes.
  if (!kept) return fetch(request);
  return Promise.race([
    fetch(request),
    new Promise((_done, fail) => late.addEventListener("abort", () => fail(new Error("late")))),
  ]);
}
