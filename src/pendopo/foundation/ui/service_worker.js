// Pages that were seen before open without a signal, too. Only pages that say so are kept (the header X-Keep-Offline
// names whose they are), for one person at a time, for a week; signing out forgets them all.
const pages = "pages-1";
const files = "files-1";
const most = 80;
const week = 7 * 24 * 60 * 60 * 1000;
const ownerPlace = "/-/owner";
// On two bars of signal, what was seen before is better than nothing after this long.
const patience = 8000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(files).then((kept) => kept.add("/luring/")));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = new URL(request.url);
  if (place.origin !== self.location.origin) return;
  if (request.method === "POST" && place.pathname.endsWith("/logout/")) {
    event.waitUntil(caches.delete(pages));
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request, place, event));
  else if (place.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (place.pathname.startsWith("/kit/")) event.respondWith(fresh(request));
});

async function page(request, place, event) {
  const before = await kept(request);
  const coming = fetch(request).then((answer) => {
    event.waitUntil(note(request, place, answer.clone()));
    return answer;
  });
  try {
    if (!before) return await coming;
    return await Promise.race([coming, later(patience).then(() => Promise.reject(new Error("slow")))]);
  } catch {
    coming.catch(() => undefined);
    return before ?? (await caches.match("/luring/")) ?? Response.error();
  }
}

function later(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

async function note(request, place, answer) {
  if (answer.ok && place.pathname === "/masuk/login/") return caches.delete(pages);
  const owner = answer.headers.get("X-Keep-Offline");
  if (!answer.ok || !owner) return undefined;
  let store = await caches.open(pages);
  if ((await (await store.match(ownerPlace))?.text()) !== owner) {
    await caches.delete(pages);
    store = await caches.open(pages);
    await store.put(ownerPlace, new Response(owner));
  }
  const headers = new Headers(answer.headers);
  const now = new Date().toISOString();
  headers.set("X-Kept-At", now);
  // The copy knows of itself that it is one, so that the page can say how old it is.
  const text = (await answer.text()).replace("<html", `<html data-kept-at="${now}"`);
  await store.delete(request);
  await store.put(request, new Response(text, { headers }));
  const [, ...all] = await store.keys();
  await Promise.all(all.slice(0, Math.max(all.length - most, 0)).map((one) => store.delete(one)));
  return undefined;
}

async function kept(request) {
  const found = await (await caches.open(pages)).match(request);
  if (!found || Date.now() - Date.parse(found.headers.get("X-Kept-At")) > week) return undefined;
  return found;
}

// Names of built files hold what is in them, so a file never changes.
async function file(request) {
  const store = await caches.open(files);
  const found = await store.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) {
    const old = new URL(request.url).pathname;
    const before = (await store.keys()).filter((one) => new URL(one.url).pathname === old);
    await Promise.all(before.map((one) => store.delete(one)));
    await store.put(request, answer.clone());
  }
  return answer;
}

async function fresh(request) {
  const store = await caches.open(files);
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(request, answer.clone());
    return answer;
  } catch {
    return (await store.match(request)) ?? Response.error();
  }
}
