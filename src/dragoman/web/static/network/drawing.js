// The network on a canvas: sigma draws discs and lines, we choose colours, what is dimmed, and which names fit.

import { Boxes } from "../picture/boxes.js";
import { colourOf, hex, mixed, onScheme } from "../picture/colours.js";
import { pace } from "../picture/elements.js";
import { lines } from "./lines.js";
import { signName } from "./model.js";

const CAMPS = 6; // colours that the page has; further camps share that of none
const RADIUS = [3, 15]; // pixels, for an actor of no report and of most reports
const THICKNESS = [1, 4.5, 2.2]; // pixels, for the weakest tie, and for the strongest among few and among a crowd
const SEAM = 3; // pixels by which a friendly line is wider than the hostile one on top of it, so that both are seen
const DIMMED = 0.85; // share of paper in the colour of what is not meant
const CALM = [0.3, 0.65]; // the same for ties while none is meant, among few and among a crowd
const CROWD = 600; // ties that would drown the actors, were they drawn like few
const LABEL = 12; // pixels

export function campClass(camp) {
  return camp >= 1 && camp <= CAMPS ? `camp-${camp}` : "camp-none";
}

export class Drawing {
  #lit = null;
  #labels = [];

  constructor(box, network, Sigma, graphology) {
    this.box = box;
    this.network = network;
    this.#readColours();
    const crowd = Math.min(1, network.bonds.length / CROWD);
    this.calm = CALM[0] + (CALM[1] - CALM[0]) * crowd;
    this.thickest = THICKNESS[1] + (THICKNESS[2] - THICKNESS[1]) * crowd;
    this.font = getComputedStyle(box).fontFamily;
    // The layout is square and the box is not: stretched, it leaves more room for names, which run sideways.
    this.stretch = Math.min(2, Math.max(0.6, (box.clientWidth || 1) / (box.clientHeight || 1)));
    this.sigma = new Sigma(this.#graph(graphology), box, this.#settings(Sigma));
    this.sigma.on("beforeRender", () => (this.#labels = []));
    this.sigma.on("afterRender", () => this.#placeLabels());
    const stopScheme = onScheme(() => this.#recolour());
    const size = new ResizeObserver(() => this.sigma.resize().scheduleRender());
    size.observe(box);
    this.release = () => {
      stopScheme();
      size.disconnect();
      this.sigma.kill();
    };
  }

  /** Lights these actors and bonds and dims the rest; null lights all alike. `centre` is the actor that is named in a box. */
  light(lit) {
    this.#lit = lit;
    this.refresh();
  }

  refresh() {
    this.sigma.refresh(); // in full: what lies over what, and which names must show, is worked out anew
  }

  /** Where an actor stands in the box, in pixels. */
  at(id) {
    return this.sigma.graphToViewport(this.#spot(id));
  }

  /** Brings an actor into view where it is not. */
  reveal(id) {
    if (this.#inView(this.at(id))) return;
    const { x: right, y: up } = this.sigma.getNodeDisplayData(id);
    this.#turn({ x: right, y: up });
  }

  #inView({ x, y }) {
    const { width, height } = this.sigma.getDimensions();
    return x >= 0 && y >= 0 && x <= width && y <= height;
  }

  #spot(id) {
    const { x, y } = this.network.actors.get(id);
    return { x: x * this.stretch, y };
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    const ratio = camera.getBoundedRatio(camera.ratio / factor);
    this.#turn({ ratio });
  }

  pan(right, down) {
    const camera = this.sigma.getCamera();
    const step = camera.ratio / 4;
    this.#turn({ x: camera.x + right * step, y: camera.y - down * step });
  }

  reset() {
    this.#turn({ x: 0.5, y: 0.5, ratio: 1 });
  }

  #turn(state) {
    const camera = this.sigma.getCamera();
    const duration = pace(200);
    if (duration) camera.animate(state, { duration });
    else camera.setState(state); // sigma divides by the duration
  }

  #graph(graphology) {
    const graph = new graphology.MultiUndirectedGraph();
    const most = Math.max(1, ...this.network.ranked.map((actor) => actor.reports));
    for (const actor of this.network.actors.values()) {
      const size = RADIUS[0] + (RADIUS[1] - RADIUS[0]) * Math.sqrt(actor.reports / most); // so that the area grows with the reports
      graph.addNode(actor.id, { ...this.#spot(actor.id), label: actor.name, size, camp: campClass(actor.camp) });
    }
    for (const bond of this.network.bonds) graph.addEdgeWithKey(bond.key, ...bond.ends, { bond });
    return graph;
  }

  #settings(Sigma) {
    const border = { size: { value: 1.2, mode: "pixels" }, color: { attribute: "edge" } };
    return {
      nodeProgramClasses: {
        circle: Sigma.rendering.createNodeBorderProgram({ borders: [border, { size: { fill: true }, color: { attribute: "color" } }] }),
      },
      edgeProgramClasses: { line: lines(Sigma) },
      defaultEdgeType: "line",
      nodeReducer: (id, data) => this.#actor(id, data),
      edgeReducer: (key, data) => this.#bond(data.bond),
      defaultDrawNodeLabel: (context, data) => this.#labels.push({ context, ...data }),
      defaultDrawNodeHover: (context, data) => this.#drawNamed(context, data),
      // Our own placing keeps names apart, so the grid may offer many, of small actors too.
      labelDensity: 6,
      labelGridCellSize: 60,
      labelRenderedSizeThreshold: 0,
      zIndex: true,
      minEdgeThickness: THICKNESS[0],
      stagePadding: 40,
      minCameraRatio: 0.05,
      maxCameraRatio: 2,
      allowInvalidContainer: true, // a folded section has no width until it is opened
    };
  }

  #actor(id, data) {
    const lit = !this.#lit || this.#lit.actors.has(id);
    const colour = this.colours[data.camp];
    return {
      ...data,
      color: hex(lit ? colour : mixed(colour, this.colours.paper, DIMMED)),
      edge: hex(this.colours.paper),
      label: lit ? data.label : null,
      forceLabel: Boolean(this.#lit) && lit,
      highlighted: this.#lit?.centre === id,
      zIndex: lit ? 1 : 0,
    };
  }

  #bond(bond) {
    const strength = this.network.strength(bond);
    if (strength === null) return { hidden: true };
    const lit = this.#lit?.bonds.has(bond.key);
    const share = this.#lit ? (lit ? 0 : DIMMED) : this.calm;
    const name = signName(bond.sign);
    return {
      color: hex(mixed(this.colours[name], this.colours.paper, share)),
      size: THICKNESS[0] + ((lit ? THICKNESS[1] : this.thickest) - THICKNESS[0]) * strength + (bond.sign > 0 && this.#opposed(bond) ? SEAM : 0),
      dashed: bond.sign < 0,
      zIndex: (lit ? 30 : 0) + Math.round(9 * strength) + (bond.sign < 0 ? 10 : 0), // hostile over friendly, strong over weak
    };
  }

  #opposed(bond) {
    const key = JSON.stringify([...bond.ends, -1]);
    return this.network.touching.get(bond.ends[0]).some((other) => other.key === key && this.network.strength(other) !== null);
  }

  #readColours() {
    this.colours = { paper: colourOf(this.box, "paper"), ink: colourOf(this.box, "ink") };
    for (const name of ["friendly", "hostile", "neutral"]) this.colours[name] = colourOf(this.box, `tie-${name}`);
    for (let camp = 0; camp <= CAMPS; camp++) this.colours[campClass(camp)] = colourOf(this.box, campClass(camp));
  }

  #recolour() {
    this.#readColours();
    this.refresh();
  }

  // Names of those who are meant come first, then of those in most reports; a name that would cover another one is left out.
  #placeLabels() {
    const boxes = new Boxes();
    this.#labels.sort((a, b) => b.forceLabel - a.forceLabel || b.size - a.size || (a.key < b.key ? -1 : 1));
    this.placed = [];
    for (const label of this.#labels) {
      if (label.highlighted || !this.#inView(label)) continue; // the former has its box
      label.context.font = `${LABEL}px ${this.font}`;
      const width = label.context.measureText(label.label).width + 4;
      const spot = this.#spotsFor(label, width).find(([x, y]) => boxes.take({ x, y: y - LABEL / 2 - 1, width, height: LABEL + 2 }));
      if (!spot) continue;
      this.#write(label.context, label.label, spot);
      this.placed.push(label.key);
    }
  }

  // Beside its actor if it fits there, else below or above.
  #spotsFor(label, width) {
    const [left, off] = [label.x - width / 2, label.size + LABEL / 2 + 3];
    const behind = [label.x - label.size - 3 - width, label.y];
    return [[this.#beside(label, width, 3), label.y], behind, [left, label.y + off], [left, label.y - off]];
  }

  #write(context, name, [left, middle]) {
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = hex(this.colours.paper); // a rim of paper keeps a name readable over lines
    context.strokeText(name, left, middle + LABEL / 3);
    context.fillStyle = hex(this.colours.ink);
    context.fillText(name, left, middle + LABEL / 3);
  }

  #drawNamed(context, data) {
    const name = data.label ?? this.network.actors.get(data.key).name;
    context.font = `600 ${LABEL}px ${this.font}`;
    const width = context.measureText(name).width + 12;
    const left = this.#beside(data, width, 6);
    context.fillStyle = context.strokeStyle = hex(this.colours.ink);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.stroke();
    context.fillRect(left, data.y - 10, width, 20);
    context.fillStyle = hex(this.colours.paper);
    context.fillText(name, left + 6, data.y + LABEL / 3);
  }

  // Where a name begins: to the right of its actor, at the right edge of the picture to the left.
  #beside({ x, size }, width, gap) {
    const right = x + size + gap;
    return right + width > this.sigma.getDimensions().width ? x - size - gap - width : right;
  }
}
