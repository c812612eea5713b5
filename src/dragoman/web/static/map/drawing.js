// The map: outlines and tints that are scaled with the view, discs and names that keep their size.

import { d3 } from "./libraries.js";
import { Boxes } from "../picture/boxes.js";
import { make, pace, viewKey } from "../picture/elements.js";
import { markPlaces } from "./marks.js";
import { placeNames } from "./names.js";
import { projectionOf, regionOf } from "./world.js";

const PADDING = 48; // pixels around the places, so that names have room
const RADIUS = [4, 20]; // pixels, for one event and for the most at a place on a wide map
const RING = 9; // pixels at least: a ring stands for a stretch of land, not for a spot

export class Drawing {
  constructor(box, world, places) {
    Object.assign(this, { box, world, places, whole: false });
    this.regional = regionOf(places);
    this.tip = make("div", { class: "tip", role: "tooltip", hidden: true });
    this.svg = d3.create("svg").attr("role", "group").attr("aria-label", this.#named());
    box.append(this.svg.node(), this.tip);
    this.zoomer = d3
      .zoom()
      .filter((event) => this.#may(event))
      .on("zoom", ({ transform }) => this.#move(transform));
    this.svg.call(this.zoomer).on("dblclick.zoom", null).style("touch-action", "pan-x pan-y");
    box.addEventListener("keydown", (event) => this.#key(event));
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(box);
    this.release = () => observer.disconnect();
    this.#resize();
  }

  /** The whole world, or the places again. */
  showWhole(whole) {
    this.whole = whole;
    this.#draw();
  }

  zoom(factor) {
    const held = this.marks.held(); // stays where it is while the rest moves
    this.#turn().call(this.zoomer.scaleBy, factor, held ? this.at(held) : null);
  }

  pan(right, down) {
    const { k } = d3.zoomTransform(this.svg.node());
    this.#turn().call(this.zoomer.translateBy, (-right * this.width) / 5 / k, (-down * this.height) / 5 / k);
  }

  reset() {
    this.#turn().call(this.zoomer.transform, d3.zoomIdentity);
  }

  radius(place) {
    return Math.max(place.form === "ring" ? RING : RADIUS[0], this.size(place.number));
  }

  /** Where a place is in the box now, in pixels. */
  at(place) {
    return this.transform.apply(this.spots.get(place));
  }

  /** Brings a place into view where it is not. */
  reveal(place) {
    const [x, y] = this.at(place);
    if (x >= 0 && y >= 0 && x <= this.width && y <= this.height) return;
    this.#turn().call(this.zoomer.translateTo, ...this.spots.get(place));
  }

  #named() {
    const number = this.places.marks.length + this.places.tints.length;
    return number ? `Map of ${number} places. Arrow keys go from place to place, Enter opens one.` : "Map without places";
  }

  #turn() {
    return this.svg.transition().duration(pace(200));
  }

  // The wheel scrolls the page until the reader is in the picture, one finger always does; two fingers move the map.
  #may(event) {
    if (event.type === "wheel") return event.ctrlKey || this.box.contains(document.activeElement);
    if (event.type === "touchstart") return event.touches.length > 1;
    return !event.button;
  }

  #resize() {
    const width = this.box.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    this.height = Math.round(Math.min(560, Math.max(280, width * 0.55)));
    this.#draw();
  }

  #draw() {
    const region = this.whole ? null : this.regional;
    this.size = d3.scaleSqrt([0, this.places.largest], [0, Math.max(RADIUS[1] / 2, Math.min(RADIUS[1], this.width / 50))]);
    const projection = projectionOf(region, this.width, this.height, Math.min(PADDING, this.width / 8));
    this.path = d3.geoPath(projection);
    const tinted = this.places.tints.map((place) => [place, this.path.centroid(place.shape.main)]);
    this.spots = new Map([...this.places.marks.map((place) => [place, projection([place.lon, place.lat])]), ...tinted]);
    this.svg.attr("width", this.width).attr("height", this.height).attr("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.selectAll("*").remove();
    this.#drawLand();
    this.marks = markPlaces(this);
    this.names = this.svg.append("g").attr("class", "names").attr("aria-hidden", "true");
    this.zoomer
      .extent([
        [0, 0],
        [this.width, this.height],
      ])
      .scaleExtent(region ? [0.4, 24] : [1, 60]);
    this.zoomer.translateExtent(
      region
        ? [
            [-2 * this.width, -2 * this.height],
            [3 * this.width, 3 * this.height],
          ]
        : [
            [0, 0],
            [this.width, this.height],
          ],
    );
    this.svg.call(this.zoomer.transform, d3.zoomIdentity);
  }

  #drawLand() {
    this.base = this.svg.append("g").attr("class", "base");
    this.base.append("path").attr("class", "land").attr("d", this.path(this.world.land));
    this.tints = this.base.append("g");
    this.base.append("path").attr("class", "borders").attr("d", this.path(this.world.borders));
  }

  #move(transform) {
    this.transform = transform;
    this.base.attr("transform", transform);
    this.marks.move();
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => placeNames(this, new Boxes()));
  }

  #key(event) {
    if (viewKey(event, this) || (!event.shiftKey && this.marks.walk(event.key))) event.preventDefault();
  }
}
