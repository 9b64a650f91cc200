// Shows notices and opens them.

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    told = {};
  }
  event.waitUntil(
    self.registration.showNotification(told.title || "Pendopo", {
      body: told.body || "",
      tag: told.tag,
      renotify: Boolean(told.tag && told.urgent),
      requireInteraction: Boolean(told.urgent),
      icon: "/static/ui/mark.svg",
      data: { url: told.url || "/pemberitahuan/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const place = new URL(event.notification.data?.url || "/pemberitahuan/", self.location.origin);
  if (place.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((windows) => {
      const open = windows.find((one) => new URL(one.url).origin === place.origin);
      if (open) return open.navigate(place.href).then((one) => one?.focus());
      return self.clients.openWindow(place.href);
    }),
  );
});
