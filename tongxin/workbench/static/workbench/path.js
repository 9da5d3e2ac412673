import { boundsOf, colour, metres, openMap, sign } from "../tongxin/maps.js";

// A walk's path drawn on a map: a click adds a point at the end, points are dragged, the last is undone, all are cleared.
// The text field beside it holds the same as GeoJSON and is what is sent; what is typed there is drawn. Without this
// script the text field alone does the work.
const box = document.querySelector("[data-draw]");
if (box) open(box).catch((error) => {
  box.dataset.state = "failed";
  console.warn(error);
});

async function open(box) {
  const panel = box.closest("[data-draw-panel]");
  const text = document.getElementById(box.dataset.draw);
  const said = panel.querySelector("[data-draw-words]");
  const [undo, ask] = [panel.querySelector("[data-draw-undo]"), panel.querySelector("[data-dialog]")];
  let path = read(text.value) || [];

  const [maplibre, around] = await Promise.all([
    import(box.dataset.library),
    fetch(box.dataset.districts).then((answer) => answer.json()),
  ]);
  const stops = JSON.parse(box.dataset.stops).features.filter((one) => one.geometry.type === "Point");
  const shown = stops.concat(path.length ? [line(path)] : []);
  const [paper, accent, ink] = [colour(box, "--card"), colour(box, "--accent"), colour(box, "--ink")];
  panel.hidden = false;
  const map = openMap(maplibre, box, { style: box.dataset.style, worker: box.dataset.mapWorker, features: shown.length ? shown : around.features, fitBoundsOptions: { padding: 48, maxZoom: 17 }, maxZoom: 19, doubleClickZoom: false });
  map.setMissingStyleImageResolver((id) => {
    const drawn = id.startsWith("stop:") && sign(id.slice(5), { fill: ink, ink: paper, edge: paper }, 30);
    if (drawn) map.addImage(id, drawn.image, { pixelRatio: drawn.pixelRatio });
  });
  await new Promise((done) => map.once("load", done));
  map.addSource("districts", { type: "geojson", data: around });
  map.addLayer({ id: "districts", type: "line", source: "districts", paint: { "line-color": colour(box, "--line-strong"), "line-width": 1.5 } });
  map.addSource("path", { type: "geojson", data: line(path) });
  map.addLayer({ id: "path", type: "line", source: "path", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": accent, "line-width": 4 } });
  map.addSource("stops", { type: "geojson", data: { type: "FeatureCollection", features: stops } });
  map.addLayer({ id: "stops", type: "symbol", source: "stops", layout: { "icon-image": ["concat", "stop:", ["to-string", ["get", "number"]]], "icon-allow-overlap": true } });

  let handles = [];
  const draw = () => {
    map.getSource("path").setData(line(path));
    const length = path.slice(1).reduce((sum, point, number) => sum + metres(path[number], point), 0);
    said.textContent = path.length > 1
      ? box.dataset.length.replace("POINTS", path.length).replace("METRES", Math.round(length).toLocaleString(document.documentElement.lang))
      : path.length ? box.dataset.one : box.dataset.none;
    box.dataset.points = path.length;
    undo.disabled = ask.disabled = !path.length;
  };
  const write = () => {
    text.value = path.length ? JSON.stringify(line(path).geometry) : "";
    draw();
  };
  const place = () => {
    for (const one of handles) one.remove();
    handles = path.map((point, number) => {
      // Dragged by pointer or finger; the keyboard has the text field.
      const element = document.createElement("span");
      element.className = "draw-point";
      element.ariaHidden = "true";
      const handle = new maplibre.Marker({ element, draggable: true }).setLngLat(point).addTo(map);
      element.removeAttribute("tabindex");
      element.removeAttribute("role");
      element.addEventListener("click", (event) => event.stopPropagation());
      handle.on("drag", () => {
        path[number] = rounded(handle.getLngLat());
        write();
      });
      return handle;
    });
  };

  map.on("click", ({ lngLat }) => {
    path.push(rounded(lngLat));
    write();
    place();
  });
  undo.addEventListener("click", () => {
    path.pop();
    write();
    place();
  });
  document.querySelector("[data-draw-clear]").addEventListener("click", () => {
    path = [];
    write();
    place();
  });
  text.addEventListener("input", () => {
    const typed = read(text.value);
    if (!typed) {
      said.textContent = box.dataset.unread;
      return;
    }
    path = typed;
    draw();
    place();
    const bounds = boundsOf(path.length ? [line(path), ...stops] : stops);
    if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 17, duration: 0 });
  });
  draw();
  place();
  box.dataset.state = "ready";
}

// About a decimetre, as positions are kept.
function rounded({ lng, lat }) {
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
}

function line(coordinates) {
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
}

// The points of a GeoJSON line; an empty text has none, and what is no line is null.
function read(text) {
  if (!text.trim()) return [];
  try {
    const given = JSON.parse(text);
    const { type, coordinates } = given.type === "Feature" ? given.geometry : given;
    const isPoint = (one) => Array.isArray(one) && one.length >= 2 && one.slice(0, 2).every(Number.isFinite);
    return type === "LineString" && coordinates.every(isPoint) ? coordinates.map((one) => one.slice(0, 2)) : null;
  } catch {
    return null;
  }
}
