// Answers that could not be sent wait on this device and are sent once when the signal is back: each carries a key of
// its own, and the house knows a key it has seen. An answer goes out only while its author is signed in.
const answerPlace = /^\/masukan\/(\d+)\/jawab\/$/;
const keysPlace = "/masukan/kunci/";
let running;
let again = false;

self.addEventListener("fetch", (event) => {
  const place = new URL(event.request.url);
  const found = event.request.method === "POST" && place.origin === self.location.origin && answerPlace.exec(place.pathname);
  if (found) event.respondWith(sendOrKeep(event.request, place, found[1]));
});
self.addEventListener("sync", (event) => {
  if (event.tag === "answers") event.waitUntil(send());
});
self.addEventListener("message", (event) => {
  const { answers, key } = event.data ?? {};
  if (answers === "send") event.waitUntil(send());
  if (answers === "list") event.waitUntil(all().then((found) => event.ports[0].postMessage(found)));
  if (answers === "drop") event.waitUntil(drop(key).then(() => event.ports[0].postMessage(true)));
});

async function sendOrKeep(request, place, conversation) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const said = Object.fromEntries(await copy.formData());
    const { key, text, seen, author, lets_through = "", stands_behind = "" } = said;
    await put({ key, text, seen, author, lets_through, stands_behind, conversation, path: place.pathname, writtenAt: new Date().toISOString() });
    await self.registration.sync?.register("answers").catch(() => undefined);
    return Response.redirect(`/masukan/${conversation}/${place.search}#antrean`, 303);
  }
}

// Asked while a try is under way: that one may have begun without a signal, so there is another one after it.
function send() {
  again = Boolean(running);
  running ??= sendAll().finally(() => {
    running = undefined;
    return again ? send() : undefined;
  });
  return running;
}

async function sendAll() {
  const waiting = (await all()).filter((one) => !one.why);
  if (!waiting.length) return;
  const { token, member } = await keys();
  for (const one of waiting.filter((each) => each.author === member)) {
    const form = new FormData();
    for (const name of ["key", "text", "seen", "author", "lets_through", "stands_behind"]) form.set(name, one[name] ?? "");
    const answer = await fetch(one.path, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: form,
    });
    if (answer.ok) await drop(one.key);
    else if (answer.status === 422) await put({ ...one, why: (await answer.json()).why });
    // The house is not well: all of them wait. What is refused without a word (a thread that is gone) holds up no other.
    else if (answer.status >= 500 || answer.status === 429) return;
    else continue;
    const open = await self.clients.matchAll({ type: "window" });
    for (const window of open) window.postMessage({ answered: one.conversation });
  }
}

async function keys() {
  const answer = await fetch(keysPlace, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error("not signed in");
  return answer.json();
}

function shelf(mode, ask) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("pendopo", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("answers", { keyPath: "key" });
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const asked = ask(opening.result.transaction("answers", mode).objectStore("answers"));
      asked.onsuccess = () => {
        opening.result.close();
        done(asked.result);
      };
      asked.onerror = () => fail(asked.error);
    };
  });
}

const put = (one) => shelf("readwrite", (store) => store.put(one));
const drop = (key) => shelf("readwrite", (store) => store.delete(key));
const all = async () =>
  (await shelf("readonly", (store) => store.getAll())).sort((a, b) => a.writtenAt.localeCompare(b.writtenAt));
