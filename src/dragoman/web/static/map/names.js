// Names on the map: of places, those of most events first, then of countries that are wide enough; none covers another.

import { d3 } from "./libraries.js";

const PLACE = 12; // pixels
const COUNTRY = 11;

const measure = new OffscreenCanvas(1, 1).getContext("2d");
const widths = new Map(); // of texts, by font
const extents = new WeakMap(); // of countries, by projection: worked out once, for they cost

/** Writes the names for the view as it is; `boxes` holds what is taken. */
export function placeNames(drawing, boxes) {
  const names = [];
  for (const place of drawing.places.marks) {
    const [x, y] = drawing.at(place);
    if (inView(drawing, x, y)) boxes.take(square(x, y, drawing.radius(place) * 0.9)); // no name covers a disc
  }
  for (const place of drawing.places.marks) names.push(placeName(drawing, boxes, place));
  const tinted = new Map(drawing.places.tints.map((place) => [place.shape, place]));
  const countries = [...tinted.keys(), ...drawing.world.countries.filter((shape) => !tinted.has(shape))];
  for (const shape of countries) names.push(countryName(drawing, boxes, shape, tinted.get(shape)));
  drawing.names
    .selectAll("text")
    .data(names.filter(Boolean))
    .join("text")
    .attr("class", (name) => name.kind)
    .attr("x", (name) => name.x)
    .attr("y", (name) => name.y)
    .text((name) => name.text);
}

function placeName(drawing, boxes, place) {
  const [x, y] = drawing.at(place);
  if (!inView(drawing, x, y)) return null;
  const width = textWidth(drawing, place.name, PLACE);
  const gap = drawing.radius(place) + 3;
  const spots = [
    [x + gap, y],
    [x - gap - width, y],
    [x - width / 2, y + gap + PLACE / 2],
    [x - width / 2, y - gap - PLACE / 2],
  ];
  const spot = spots.find(([left, middle]) => within(drawing, left, width) && boxes.take(line(left, middle, width, PLACE)));
  return spot ? { kind: "place-name", text: place.name, x: spot[0], y: spot[1] + PLACE / 3 } : null;
}

function countryName(drawing, boxes, shape, place) {
  const name = place ? `${shape.name}: ${place.number}` : shape.name;
  const { middle, breadth } = extent(drawing, shape);
  const [x, y] = drawing.transform.apply(middle);
  if (!inView(drawing, x, y)) return null;
  const width = textWidth(drawing, name, COUNTRY);
  if (breadth * drawing.transform.k < width || !within(drawing, x - width / 2, width)) return null;
  if (!boxes.take(line(x - width / 2, y, width, COUNTRY))) return null;
  return { kind: place ? "country-name tinted" : "country-name", text: name, x: x - width / 2, y: y + COUNTRY / 3 };
}

/** A country's middle and breadth in the projection, before the view is moved. */
function extent(drawing, shape) {
  if (!extents.has(drawing.path)) extents.set(drawing.path, new Map());
  const shapes = extents.get(drawing.path);
  if (!shapes.has(shape)) {
    const [[left], [right]] = drawing.path.bounds(shape.main);
    shapes.set(shape, { middle: drawing.path.centroid(shape.main), breadth: right - left });
  }
  return shapes.get(shape);
}

function textWidth(drawing, text, size) {
  const font = `${size}px ${getComputedStyle(drawing.box).fontFamily}`;
  const key = font + text;
  if (!widths.has(key)) {
    measure.font = font;
    widths.set(key, measure.measureText(text).width);
  }
  return widths.get(key);
}

function inView(drawing, x, y) {
  return x >= 0 && y >= 0 && x <= drawing.width && y <= drawing.height; // false for NaN as well: the other side of the globe
}

function within(drawing, left, width) {
  return left >= 2 && left + width <= drawing.width - 2;
}

function square(x, y, half) {
  return { x: x - half, y: y - half, width: 2 * half, height: 2 * half };
}

function line(left, middle, width, size) {
  return { x: left - 2, y: middle - size / 2 - 1, width: width + 4, height: size + 2 };
}
