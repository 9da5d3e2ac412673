// What the maps share: colours of the look, signs drawn here, the rectangle around what is shown, lengths,
// and how a map is opened.

// A colour of the look as rgb(), whatever way the token is written: MapLibre reads few of them.
export function colour(box, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

// A round sign with a word or a number in it, as an image for the map.
export function sign(text, { fill, ink, edge }, size) {
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 2 - 2, 0, Math.PI * 2);
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = edge;
  pen.stroke();
  pen.fillStyle = ink;
  pen.font = `600 ${Math.round(size * 0.46)}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, size / 2, size / 2 + 1);
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: scale };
}

export function corners(coordinates, into) {
  if (typeof coordinates[0] === "number") into.push(coordinates);
  else for (const inner of coordinates) corners(inner, into);
  return into;
}

export function boundsOf(features) {
  const all = features.flatMap((feature) => corners(feature.geometry.coordinates, []));
  if (!all.length) return null;
  const xs = all.map((one) => one[0]);
  const ys = all.map((one) => one[1]);
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
}

// Along a great circle, between two points [longitude, latitude].
export function metres([lon1, lat1], [lon2, lat2]) {
  const rad = Math.PI / 180;
  const half = Math.sin(((lat2 - lat1) * rad) / 2) ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * 6371009 * Math.asin(Math.min(1, Math.sqrt(half)));
}

// A map in its box: on the site's base map (`style`), else on a plain ground. It shows `features` at first, else the country.
// Scrolling the page does not move it; it is never turned. `options` are further ones of MapLibre's.
export function openMap(maplibre, box, { style, worker, features, ...options }) {
  maplibre.setWorkerUrl(new URL(worker, location.href).href);
  const ground = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": colour(box, "--wash") } }] };
  const map = new maplibre.Map({
    container: box,
    style: style || ground,
    bounds: boundsOf(features) || [[73, 18], [135, 54]],
    attributionControl: style ? { compact: true } : false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: { "NavigationControl.ZoomIn": box.dataset.zoomIn, "NavigationControl.ZoomOut": box.dataset.zoomOut, "Map.Title": box.dataset.canvas },
    ...options,
  });
  map.scrollZoom.disable();
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  return map;
}
