// Pointer and keys: which actor is meant, what is said of it, and when its page opens.

import { counted, viewKey } from "../picture/elements.js";
import { SIGNS } from "./model.js";

const RAY = Math.PI / 3; // an arrow key looks this far to either side

export class Steering {
  #focus = null;
  #hover = null;
  #way = null;

  constructor(box, told, network, drawing) {
    Object.assign(this, { box, told, network, drawing });
    this.#pointer();
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("focus", () => {
      if (box.matches(":focus-visible") && !this.#focus) this.focus(network.ranked[0]?.id ?? null);
    });
    box.addEventListener("blur", () => this.focus(null));
  }

  /** Lights a way as `network.path` gives it, from its first actor; null puts it out. */
  light(from, steps) {
    this.#way = steps && { centre: null, actors: new Set([from, ...steps.map(([id]) => id)]), bonds: new Set(steps.map(([, bond]) => bond.key)) };
    this.show();
  }

  /** Means an actor, with those to whom it is tied; null means nobody. */
  focus(id) {
    this.#focus = id;
    if (id) this.drawing.reveal(id);
    this.show();
  }

  show() {
    const meant = this.#hover ?? this.#focus;
    this.drawing.light(meant ? this.#around(meant) : this.#way);
    this.told.textContent = meant ? this.#sentence(meant) : "";
  }

  #around(id) {
    const neighbours = this.network.neighbours(id);
    return { centre: id, actors: new Set([id, ...neighbours.map(([other]) => other)]), bonds: new Set(neighbours.map(([, bond]) => bond.key)) };
  }

  #sentence(id) {
    const { name, kind, sector, country, camp, reports } = this.network.actors.get(id);
    const ties = SIGNS.map(({ sign, name: word }) => {
      const number = this.network.neighbours(id).filter(([, bond]) => bond.sign === sign).length;
      return number ? `${word} with ${number}` : null;
    });
    const parts = [[kind, sector, country, camp ? `camp ${camp}` : null].filter(Boolean).join(", "), counted(reports, "report"), ...ties];
    return `${name}: ${parts.filter(Boolean).join("; ")}`;
  }

  #pointer() {
    const { sigma } = this.drawing;
    const over = (id) => {
      this.#hover = id;
      this.box.classList.toggle("over", id !== null);
      this.show();
    };
    sigma.on("enterNode", ({ node }) => over(node));
    sigma.on("leaveNode", () => over(null));
    sigma.on("clickNode", ({ node, event }) => this.#press(node, event.original));
    sigma.on("clickStage", () => this.focus(null));
    sigma.on("doubleClickNode", (event) => event.preventSigmaDefault());
    // The wheel scrolls the page until the reader is in the picture.
    const wheel = (event) => {
      if (!event.ctrlKey && !this.box.contains(document.activeElement)) event.stopPropagation();
    };
    this.box.addEventListener("wheel", wheel, { capture: true });
    this.box.addEventListener("mousedown", () => this.box.focus({ focusVisible: false, preventScroll: true }));
  }

  #press(id, original) {
    // A finger cannot hover: its first tap shows the actor, the second opens it.
    const touch = original.type.startsWith("touch") || original.pointerType === "touch";
    if (touch && this.#focus !== id) return this.focus(id);
    this.#open(id, original.ctrlKey || original.metaKey);
  }

  #open(id, apart) {
    const address = `/actor/${encodeURIComponent(id)}`;
    if (apart) window.open(address, "_blank", "noopener");
    else window.location.assign(address);
  }

  #key(event) {
    const handled = viewKey(event, this.drawing) || this.#walk(event.key, event.ctrlKey || event.metaKey);
    if (handled) event.preventDefault();
  }

  #walk(key, apart) {
    const angles = { ArrowRight: 0, ArrowDown: Math.PI / 2, ArrowLeft: Math.PI, ArrowUp: -Math.PI / 2 };
    const ranked = this.network.ranked;
    const rank = ranked.findIndex((actor) => actor.id === this.#focus);
    if (key === "Enter" && this.#focus) this.#open(this.#focus, apart);
    else if (key === "Escape") this.focus(null);
    else if (key === "Home") this.focus(ranked[0]?.id ?? null);
    else if (key === "PageDown" && rank + 1 < ranked.length) this.focus(ranked[rank + 1].id);
    else if (key === "PageUp" && rank > 0) this.focus(ranked[rank - 1].id);
    else if (key in angles) this.focus(this.#focus ? (this.#towards(angles[key]) ?? this.#focus) : (ranked[0]?.id ?? null));
    else return false;
    return true;
  }

  // The neighbour that lies best in a direction: near, and near the ray.
  #towards(angle) {
    const from = this.drawing.at(this.#focus);
    let best = null;
    for (const [id] of this.network.neighbours(this.#focus)) {
      const { x, y } = this.drawing.at(id);
      const off = Math.abs(Math.atan2(Math.sin(Math.atan2(y - from.y, x - from.x) - angle), Math.cos(Math.atan2(y - from.y, x - from.x) - angle)));
      if (off > RAY) continue;
      const cost = Math.hypot(x - from.x, y - from.y) * (1 + off);
      if (!best || cost < best.cost) best = { id, cost };
    }
    return best?.id;
  }
}
