// The places on the map: links that can be reached by pointer and by keys, and what is told of them.

import { d3 } from "./libraries.js";
import { counted, make } from "../picture/elements.js";
import { PRECISIONS, QUADS, quadOf } from "./places.js";

const TINT = [0.12, 0.35]; // opacity of a country, for few events and for most: enough to be seen, not to hide what lies on it
const RAY = Math.PI / 3; // an arrow key looks this far to either side

/** Draws the places; gives `move()`, to be called when the view has moved, `walk(key)`, true where the key led somewhere, and `held()`, the
 * place that has the focus. */
export function markPlaces(drawing) {
  const { svg, places } = drawing;
  const shapes = linked(drawing.tints, places.tints);
  const strength = d3.scaleSqrt([0, d3.max(places.tints, (place) => place.number) ?? 1], TINT);
  shapes
    .append("path")
    .attr("fill-opacity", (place) => strength(place.number))
    .attr("d", (place) => drawing.path(place.shape));
  const marks = linked(svg.append("g"), places.marks);
  marks.append("circle").attr("r", (place) => drawing.radius(place));
  const links = d3.selectAll([...shapes, ...marks]);
  links.attr("tabindex", (_, at) => (at === 0 ? 0 : -1)); // one stop of the Tab key; arrows do the rest
  links
    .on("pointerenter", (_, place) => show(drawing, place))
    .on("pointerleave", () => hide(drawing))
    .on("blur", () => hide(drawing));
  links.on("focus", function (_, place) {
    links.attr("tabindex", -1);
    d3.select(this).attr("tabindex", 0);
    drawing.reveal(place);
    show(drawing, place);
  });
  const held = () => {
    const link = links.nodes().find((node) => node === document.activeElement);
    return link ? d3.select(link).datum() : null;
  };
  return {
    held,
    move() {
      hide(drawing);
      marks.attr("transform", (place) => `translate(${drawing.at(place)})`);
      if (held()) show(drawing, held());
    },
    walk(key) {
      if (key === "Escape") return hide(drawing);
      const next = nextPlace(drawing, links, key);
      next?.focus({ preventScroll: true });
      return Boolean(next);
    },
  };
}

function linked(group, places) {
  return group
    .selectAll("a")
    .data(places)
    .join("a")
    .attr("href", (place) => place.href)
    .attr("class", (place) => `place ${place.form} ${quadOf(place) ?? "no-quad"}`)
    .attr("aria-label", (place) => told(place).join("; "));
}

function nextPlace(drawing, links, key) {
  const nodes = links.nodes();
  if (key === "Home") return nodes[0];
  if (key === "End") return nodes.at(-1);
  const angles = { ArrowRight: 0, ArrowDown: Math.PI / 2, ArrowLeft: Math.PI, ArrowUp: -Math.PI / 2 };
  const held = nodes.find((node) => node === document.activeElement);
  if (!held || !(key in angles)) return null;
  const [x, y] = drawing.at(d3.select(held).datum());
  const cost = (node) => {
    const [right, down] = drawing.at(d3.select(node).datum());
    const turn = Math.atan2(down - y, right - x) - angles[key];
    const off = Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
    return node === held || off > RAY ? Infinity : Math.hypot(right - x, down - y) * (1 + off);
  };
  const best = d3.least(nodes, cost);
  return cost(best) < Infinity ? best : null;
}

/** The lines of what is told of a place. */
function told(place) {
  const quads = QUADS.filter(({ key }) => place.quads[key]).map(({ key, name }) => `${place.quads[key]} ${name}`);
  const where = [place.name, place.form === "tint" ? null : place.country].filter(Boolean).join(", ");
  return [where, counted(place.number, "event"), ...quads, place.form === "point" ? null : PRECISIONS[place.form]].filter(Boolean);
}

function show(drawing, place) {
  const { tip, width } = drawing;
  const [x, y] = drawing.at(place);
  const [head, ...lines] = told(place);
  tip.replaceChildren(make("b", {}, head), ...lines.map((line) => make("span", {}, line)));
  tip.hidden = false;
  // Beside the place, on the side that has room.
  tip.style.left = x < width / 2 ? `${x + 16}px` : "";
  tip.style.right = x < width / 2 ? "" : `${width - x + 16}px`;
  tip.style.top = `${Math.min(drawing.height - tip.offsetHeight - 4, Math.max(4, y - 16))}px`;
}

function hide({ tip }) {
  tip.hidden = true;
}
