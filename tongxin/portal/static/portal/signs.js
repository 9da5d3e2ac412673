// What the maps share: colours of the look, signs drawn here, the rectangle around what is shown.

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
