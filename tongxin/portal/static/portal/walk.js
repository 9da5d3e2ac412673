import { boundsOf, colour, metres, openMap, sign } from "../tongxin/maps.js";

// A walk with the map in hand. The page works without this: the stops are in it, and one at a time is a matter of the
// address (#stop-3). This draws the map, follows the stop that is chosen, keeps the walk on the device, and tells where
// one is if one asks. Where one is never leaves the device.
const walk = document.querySelector("[data-walk]");
const box = document.querySelector("[data-walk-map]");
const savedAt = walk.dataset.savedAt ? new Date(walk.dataset.savedAt) : null;
const OLD_AFTER_DAYS = 30;

// The map.
const opened = box && drawWalk().catch((error) => {
  box.dataset.state = "failed";
  console.warn(error);
});

async function drawWalk() {
  const [maplibre, found] = await Promise.all([
    import(box.dataset.library),
    fetch(box.dataset.features).then((answer) => answer.json()),
  ]);
  const points = found.features.filter((one) => one.geometry.type === "Point");
  const lines = found.features.filter((one) => one.geometry.type === "LineString");
  // A kept walk has no base map: that would have to be asked for elsewhere.
  const style = savedAt ? "" : box.dataset.style;
  const paper = colour(box, "--card");
  const [accent, onAccent, ink] = [colour(box, "--accent"), colour(box, "--on-accent"), colour(box, "--ink")];
  const map = openMap(maplibre, box, { style, worker: box.dataset.mapWorker, features: found.features, fitBoundsOptions: { padding: 44, maxZoom: 17 }, maxZoom: 19 });
  map.setMissingStyleImageResolver((id) => {
    const drawn = id === "me"
      ? sign("", { fill: colour(box, "--done"), ink: paper, edge: paper }, 22)
      : id.startsWith("on:")
        ? sign(id.slice(3), { fill: accent, ink: onAccent, edge: paper }, 40)
        : id.startsWith("stop:") && sign(id.slice(5), { fill: ink, ink: paper, edge: paper }, 30);
    if (drawn) map.addImage(id, drawn.image, { pixelRatio: drawn.pixelRatio });
  });
  await new Promise((done) => map.once("load", done));
  map.addSource("path", { type: "geojson", data: { type: "FeatureCollection", features: lines } });
  map.addLayer({ id: "path", type: "line", source: "path", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": ink, "line-width": 4, "line-opacity": 0.55 } });
  map.addSource("stops", { type: "geojson", data: { type: "FeatureCollection", features: points } });
  const layer = (id, prefix, filter) => map.addLayer({ id, type: "symbol", source: "stops", filter, layout: { "icon-image": ["concat", prefix, ["to-string", ["get", "number"]]], "icon-allow-overlap": true } });
  layer("stops", "stop:", ["!=", ["get", "number"], 0]);
  layer("chosen", "on:", ["==", ["get", "number"], 0]);
  map.addSource("me", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "me", type: "symbol", source: "me", layout: { "icon-image": "me", "icon-allow-overlap": true } });
  for (const id of ["stops", "chosen"]) {
    map.on("click", id, ({ features: [one] }) => { location.hash = `stop-${one.properties.number}`; });
    map.on("mouseenter", id, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", id, () => { map.getCanvas().style.cursor = ""; });
  }
  const follow = () => {
    const number = Number(/^#stop-(\d+)$/.exec(location.hash)?.[1] || 0);
    map.setFilter("stops", ["!=", ["get", "number"], number]);
    map.setFilter("chosen", ["==", ["get", "number"], number]);
    box.dataset.chosen = number;
    map.resize();
    const stop = points.find((one) => one.properties.number === number);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 600;
    if (stop) map.easeTo({ center: stop.geometry.coordinates, zoom: Math.max(map.getZoom(), 16), duration: calm });
    else map.fitBounds(boundsOf(found.features), { padding: 44, maxZoom: 17, duration: calm });
  };
  addEventListener("hashchange", follow);
  if (location.hash) follow();
  box.dataset.state = "ready";
  return { map, points };
}

// Where one is, asked of the device alone.
const where = document.querySelector("[data-where]");
const whereWords = document.querySelector("[data-where-words]");
if (where && navigator.geolocation) {
  where.hidden = false;
  where.addEventListener("click", () => {
    whereWords.textContent = where.dataset.asking;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      const drawn = await opened;
      if (!drawn) return;
      const me = [coords.longitude, coords.latitude];
      drawn.map.getSource("me").setData({ type: "Feature", geometry: { type: "Point", coordinates: me }, properties: {} });
      const near = drawn.points.map((one) => [metres(me, one.geometry.coordinates), one.properties]).sort((a, b) => a[0] - b[0])[0];
      const name = document.querySelector(`[data-stop="${near[1].number}"]`)?.dataset.name || near[1].name;
      whereWords.textContent = where.dataset.near.replace("NUMBER", near[1].number).replace("NAME", name).replace("METRES", Math.round(near[0]));
      drawn.map.easeTo({ center: me, duration: 0 });
    }, () => { whereWords.textContent = where.dataset.unknown; }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 10000 });
  });
}

// Kept on the device.
const state = document.querySelector("[data-state-words]");
const day = (when) => when.toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric" });
const say = (kind, when, isOld = false) => {
  state.textContent = state.dataset[kind].replace("DATE", when ? day(when) : "");
  state.classList.toggle("is-old", isOld);
  walk.dataset.kept = kind;
};

if (savedAt) {
  const isOld = Date.now() - savedAt > OLD_AFTER_DAYS * 86400000;
  say(isOld ? "old" : "offline", savedAt, true);
  addEventListener("online", () => {
    const link = document.createElement("a");
    link.className = "link";
    link.href = location.pathname;
    link.textContent = state.dataset.again;
    link.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    if (!state.querySelector("a")) state.append(link);
  });
} else if (!walk.dataset.keep) {
  // Somebody who is signed in: nothing is kept, and what was kept before on this device goes.
  navigator.serviceWorker?.getRegistration(walk.dataset.scope).then((one) => one?.active?.postMessage({ kind: "forget" }));
} else if (!navigator.serviceWorker) {
  say("unable");
} else if (document.readyState === "complete") keep();
else addEventListener("load", keep);

async function keep() {
  say("saving");
  try {
    await navigator.serviceWorker.register(walk.dataset.worker, { scope: walk.dataset.scope });
    const { active } = await navigator.serviceWorker.ready;
    const linked = [
      ...Array.from(document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]'), (one) => one.href),
      ...Array.from(document.querySelectorAll("script[src]"), (one) => one.src),
      new URL("../tongxin/maps.js", import.meta.url).href,
      ...JSON.parse(walk.dataset.keep).map((one) => new URL(one, location.href).href),
    ];
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => { port1.onmessage = (event) => done(event.data); });
    active.postMessage({ kind: "keep", slug: walk.dataset.slug, stamp: walk.dataset.stamp, page: location.pathname, parts: [...new Set(linked)] }, [port2]);
    const { saved } = await answer;
    if (saved) say("saved", new Date(saved));
    else say("failed");
  } catch (error) {
    console.warn(error);
    say("failed");
  }
}
