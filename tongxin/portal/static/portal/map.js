import { boundsOf, colour, corners, openMap, sign } from "../tongxin/maps.js";

// The map beside the list of places. Loaded after the page, and MapLibre itself only when the map comes into view of
// somebody who has begun to read (moved, touched, scrolled, pressed a key): it is a megabyte that no glance should cost. The
// list says the same without it. Nothing is asked of another host unless the site has set a base map there: signs on the
// ground are drawn here, so that no letters (glyphs) need to be fetched.
const place = document.querySelector("[data-map]");
if (place) {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    open(place).catch((error) => {
      place.dataset.state = "failed";
      console.warn(error);
    });
  }, { rootMargin: "200px" });
  const signs = ["pointermove", "pointerdown", "touchstart", "scroll", "wheel", "keydown"];
  const begin = () => {
    for (const one of signs) window.removeEventListener(one, begin);
    seen.observe(place);
  };
  for (const one of signs) window.addEventListener(one, begin, { passive: true });
}

async function open(box) {
  const { features, districts, library, worker, style, place: address } = box.dataset;
  const [maplibre, found, around] = await Promise.all([
    import(library),
    fetch(features).then((answer) => answer.json()),
    fetch(districts).then((answer) => answer.json()),
  ]);
  box.replaceChildren();
  const points = found.features.filter((one) => one.geometry.type === "Point");
  const areas = found.features.filter((one) => one.geometry.type !== "Point");
  const shown = found.features.length ? found.features : around.features;
  const map = openMap(maplibre, box, { style, worker, features: shown, fitBoundsOptions: { padding: 48, maxZoom: 15 }, maxZoom: 18, cooperativeGestures: false });

  const paper = colour(box, "--card");
  const accent = colour(box, "--accent");
  const ink = colour(box, "--ink");
  map.setMissingStyleImageResolver((id) => {
    const [what, text] = [id.slice(0, 2), id.slice(2)];
    const draw = {
      "n:": () => sign(text, { fill: ink, ink: paper, edge: paper }, 36),
      "k:": () => sign(text, { fill: accent, ink: colour(box, "--on-accent"), edge: paper }, 30),
      "d:": () => written(text, colour(box, "--ink-2"), paper),
    }[what];
    if (!draw) return;
    const drawn = draw();
    map.addImage(id, drawn.image, { pixelRatio: drawn.pixelRatio });
  });

  map.on("load", () => {
    map.addSource("districts", { type: "geojson", data: around });
    map.addLayer({ id: "districts", type: "fill", source: "districts", paint: { "fill-color": paper, "fill-opacity": style ? 0 : 1 } });
    map.addLayer({ id: "district-lines", type: "line", source: "districts", paint: { "line-color": colour(box, "--line-strong"), "line-width": 1.5 } });
    map.addSource("areas", { type: "geojson", data: { type: "FeatureCollection", features: areas } });
    map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": accent, "fill-opacity": 0.14 } });
    map.addLayer({ id: "area-lines", type: "line", source: "areas", paint: { "line-color": accent, "line-width": 1.5 } });
    map.addSource("names", { type: "geojson", data: namesOf(around, points) });
    map.addLayer({ id: "names", type: "symbol", source: "names", layout: { "icon-image": ["concat", "d:", ["get", "name"]] } });
    map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features: points }, cluster: true, clusterRadius: 36, clusterMaxZoom: 15 });
    const overlap = { "icon-allow-overlap": true };
    map.addLayer({ id: "clusters", type: "symbol", source: "points", filter: ["has", "point_count"], layout: { "icon-image": ["concat", "n:", ["get", "point_count_abbreviated"]], ...overlap } });
    map.addLayer({ id: "points", type: "symbol", source: "points", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["concat", "k:", ["slice", ["get", "kind_name"], 0, 1]], ...overlap } });
    box.dataset.state = "ready";
  });
  // How many signs stand for one place and how many places the others gather; for who looks at the map from outside.
  map.on("idle", () => {
    const drawn = map.queryRenderedFeatures({ layers: ["clusters", "points"] });
    const gathered = new Map(drawn.filter((one) => one.properties.cluster).map((one) => [one.properties.cluster_id, one.properties.point_count]));
    const alone = new Set(drawn.filter((one) => !one.properties.cluster).map((one) => one.properties.slug));
    box.dataset.signs = `${alone.size} alone, ${[...gathered.values()].reduce((sum, one) => sum + one, 0)} together`;
  });

  const choose = (slug) => {
    for (const row of document.querySelectorAll("[data-slug]")) row.classList.toggle("is-chosen", row.dataset.slug === slug);
  };
  const tell = (feature, at) => {
    const link = document.createElement("a");
    link.href = address.replace("/-/", `/${feature.properties.slug}/`);
    link.textContent = feature.properties.name;
    const words = document.createElement("span");
    words.textContent = [feature.properties.kind_name, feature.properties.location].filter(Boolean).join(" · ");
    const content = document.createElement("div");
    content.append(link, words);
    new maplibre.Popup({ maxWidth: "260px", offset: 16 }).setLngLat(at).setDOMContent(content).addTo(map);
    choose(feature.properties.slug);
  };
  map.on("click", "clusters", async ({ features: [cluster] }) => {
    const zoom = await map.getSource("points").getClusterExpansionZoom(cluster.properties.cluster_id);
    map.easeTo({ center: cluster.geometry.coordinates, zoom: zoom + 0.2 });
  });
  map.on("click", "points", ({ features: [one] }) => tell(one, one.geometry.coordinates));
  map.on("click", "areas", (event) => {
    if (map.queryRenderedFeatures(event.point, { layers: ["points", "clusters"] }).length) return;
    tell(event.features[0], event.lngLat);
  });
  for (const layer of ["clusters", "points", "areas"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

// Names of districts as points: of a few within each outline, the one that is farthest from all signs and lines.
function namesOf(districts, points) {
  const signs = points.map((one) => one.geometry.coordinates);
  const features = districts.features.map((district) => {
    const [[west, south], [east, north]] = boundsOf([district]);
    const rings = corners(district.geometry.coordinates, []);
    const steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
    const inside = steps.flatMap((x) => steps.map((y) => [west + (east - west) * x, south + (north - south) * y])).filter((one) => isWithin(one, rings));
    const room = (one) => Math.min(...signs.concat(rings).map((other) => Math.hypot(one[0] - other[0], 1.5 * (one[1] - other[1]))));
    const coordinates = inside.reduce((best, one) => (room(one) > room(best) ? one : best), inside[0] || [(west + east) / 2, (south + north) / 2]);
    return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { name: district.properties.name } };
  });
  return { type: "FeatureCollection", features };
}

// Whether a point lies within an outline: a ray from it crosses the outline an odd number of times.
function isWithin([x, y], outline) {
  let within = false;
  for (let number = 1; number < outline.length; number += 1) {
    const [[ax, ay], [bx, by]] = [outline[number - 1], outline[number]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

// A name as an image, with a rim of the ground's colour.
function written(text, ink, rim) {
  const scale = 2;
  const canvas = document.createElement("canvas");
  let pen = canvas.getContext("2d");
  const font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(text).width + 10) * scale;
  canvas.height = 24 * scale;
  pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  Object.assign(pen, { font, textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: rim, fillStyle: ink });
  pen.strokeText(text, 5, 12);
  pen.fillText(text, 5, 12);
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: scale };
}
