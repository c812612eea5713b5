// The outlines of the world's countries, and a projection in which given spots fill a box.

import { d3, topojson } from "./libraries.js";

// The atlas knows countries by ISO 3166-1 numbers; one that the news often names has none.
const UNNUMBERED = { XKX: "Kosovo" };
const RENAMED = { Macedonia: "North Macedonia" }; // since the atlas was made

const REGIONAL = 55; // degrees: spots that lie farther from their middle are shown on the whole world
const CLOSEST = 4; // degrees to each side: nearer, a place stands on blank land and nobody sees where it is
// Where people live: the whole globe would spend a fifth of the map on the Antarctic.
const INHABITED = {
  type: "MultiPoint",
  coordinates: [
    [-180, 0],
    [180, 0],
    [0, 83],
    [0, -56],
  ],
};

export class World {
  constructor(topology) {
    const { countries, land } = topology.objects;
    this.land = topojson.feature(topology, land);
    this.borders = topojson.mesh(topology, countries, (a, b) => a !== b);
    this.countries = topojson.feature(topology, countries).features.map(named);
    this.byNumber = new Map();
    // Two shapes may share a number (a state and its far islands): the larger one is the country.
    for (const shape of d3.sort(this.countries, (shape) => shape.area)) this.byNumber.set(shape.id, shape);
    this.byName = new Map(this.countries.map((shape) => [shape.name, shape]));
  }

  /** The shape of a country, by its ISO number ("804" or 804) or, where it has none, its code. */
  shapeOf({ numeric, country }) {
    return (numeric && this.byNumber.get(String(numeric).padStart(3, "0"))) ?? this.byName.get(UNNUMBERED[country]) ?? null;
  }
}

function named(shape) {
  const { name } = shape.properties;
  const main = largest(shape.geometry);
  return { ...shape, name: RENAMED[name] ?? name, main, area: d3.geoArea(main) };
}

/** The largest polygon: where a country's name goes, for far islands would pull it into the sea. */
function largest(geometry) {
  if (geometry.type !== "MultiPolygon") return geometry;
  const polygons = geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return d3.greatest(polygons, (polygon) => d3.geoArea(polygon));
}

/** What must be in view, as GeoJSON and with its middle; null where it is spread over the world or there is nothing. */
export function regionOf(places) {
  const spots = [
    ...places.marks.map(({ lon, lat }) => ({ at: [lon, lat], radius: 0 })),
    ...places.tints.map(({ shape }) => ({ at: d3.geoCentroid(shape.main), radius: breadth(shape.area) })),
  ];
  const middle = d3.geoCentroid({ type: "MultiPoint", coordinates: spots.map(({ at }) => at) });
  const reach = d3.max(spots, ({ at, radius }) => degrees(d3.geoDistance(at, middle)) + radius);
  if (!(reach <= REGIONAL)) return null;
  const circles = [{ at: middle, radius: CLOSEST }, ...spots.filter(({ radius }) => radius)];
  const shapes = circles.map(({ at, radius }) => d3.geoCircle().center(at).radius(radius)());
  return {
    middle,
    geometry: { type: "GeometryCollection", geometries: [{ type: "MultiPoint", coordinates: spots.map(({ at }) => at) }, ...shapes] },
  };
}

/** The radius in degrees of a circle of this area. */
function breadth(area) {
  return degrees(Math.acos(1 - area / (2 * Math.PI)));
}

function degrees(radians) {
  return (radians * 180) / Math.PI;
}

/** A projection that fits the region into the box: areas true, least bent in its middle. Without a region, of the whole world. */
export function projectionOf(region, width, height, padding) {
  if (!region)
    return d3.geoNaturalEarth1().fitExtent(
      [
        [2, 2],
        [width - 2, height - 2],
      ],
      INHABITED,
    );
  const [lon, lat] = region.middle;
  return (
    d3
      .geoAzimuthalEqualArea()
      .rotate([-lon, -lat])
      .clipAngle(120)
      .fitExtent(
        [
          [padding, padding],
          [width - padding, height - padding],
        ],
        region.geometry,
      )
      // A window around the box that one can move in; shapes beyond it would be numbers too large to draw well.
      .clipExtent([
        [-3 * width, -3 * height],
        [4 * width, 4 * height],
      ])
  );
}
