// Draws the networks of a page: <figure class="network" data-src="…" data-list="#…">. docs/pictures.md has the form of the data.

import { counted, make, viewButtons } from "./picture/elements.js";
import { complaint, start, Unable } from "./picture/start.js";
import { campClass, Drawing } from "./network/drawing.js";
import { Network, SIGNS } from "./network/model.js";
import { pathfinder } from "./network/pathfinder.js";
import { Steering } from "./network/steering.js";
import { timeSlider } from "./network/timeslider.js";

/** figure → its picture, with `network`, `drawing` and `steering`. */
export const networks = start("figure.network", draw);

async function draw(figure, stage, data) {
  const network = new Network(data);
  if (!network.actors.size) throw new Unable("No actors are left to draw.");
  const picture = { network, ...(hasWebGL() ? await paint(stage, network) : refuse(figure, stage)) };
  const slider = timeSlider(network, () => picture.steering?.show());
  const way = figure.dataset.way?.split(" "); // told below the picture already
  stage.append(
    slider,
    pathfinder(network, (from, steps) => picture.steering?.light(from, steps), way),
  );
  return picture;
}

async function paint(stage, network) {
  // Loaded only where it can run: without WebGL sigma fails while it is loaded.
  await Promise.all([import("./vendor/sigma.min.js"), import("./vendor/graphology.umd.min.js")]);
  const box = make("div", { class: "canvas", tabindex: 0, role: "application", "aria-label": named(network) });
  const told = make("p", { class: "told", "aria-live": "polite" });
  const top = make("div", { class: "top" }, legend(network));
  stage.append(top, box, told);
  const drawing = new Drawing(box, network, globalThis.Sigma, globalThis.graphology);
  top.append(viewButtons(drawing));
  return { drawing, steering: new Steering(box, told, network, drawing), release: drawing.release };
}

function refuse(figure, stage) {
  stage.append(complaint(figure, "This browser cannot draw the network: it has no WebGL."));
  return { release: () => {} };
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

function named(network) {
  const size = `${counted(network.actors.size, "actor")} and ${counted(network.shownTies, "tie")}`;
  return `Network of ${size}. Arrow keys go from neighbour to neighbour, Page Down to the actor in next most reports, Enter opens an actor's page.`;
}

function legend(network) {
  const camps = new Map();
  for (const { camp } of network.ranked) camps.set(camp ?? 0, (camps.get(camp ?? 0) ?? 0) + 1);
  const shown = [...camps].sort(([a], [b]) => (a || Infinity) - (b || Infinity)); // those of no camp come last
  const signs = SIGNS.filter(({ sign }) => network.bonds.some((bond) => bond.sign === sign));
  return make(
    "ul",
    { class: "legend" },
    ...shown.map(([camp, number]) =>
      make("li", {}, make("i", { class: `disc ${campClass(camp)}` }), camp ? `camp ${camp}` : "no camp", ` (${number})`),
    ),
    ...signs.map(({ name }) => make("li", {}, make("i", { class: `line tie-${name}` }), name)),
  );
}
