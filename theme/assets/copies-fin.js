// Service worker of a portal that no longer keeps copies: those it kept go, and so does the worker itself.
async function leave() {
  const mine = `portail ${new URL("./", self.location).href} `;
  const names = (await caches.keys()).filter((name) => name.startsWith(mine));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
