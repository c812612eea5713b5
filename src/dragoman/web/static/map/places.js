// What is known of where: which places are points, which are only a district or a country, and which cannot be drawn.

/** The four classes of events; where two have as many, the later one gives the colour. */
export const QUADS = [
  { key: "verbal_cooperation", name: "verbal cooperation" },
  { key: "verbal_conflict", name: "verbal conflict" },
  { key: "material_cooperation", name: "material cooperation" },
  { key: "material_conflict", name: "material conflict" },
];

/** How exactly a place is known, by the form in which it is drawn. */
export const PRECISIONS = { point: "a point", ring: "district or province only", tint: "country only" };

const FORMS = { point: "point", city: "point", district: "ring", province: "ring", country: "tint" };

export class Places {
  constructor(rows, world) {
    this.points = [];
    this.rings = [];
    this.tints = []; // with the country's shape
    this.area = 0; // events of which only a region is said
    this.lost = 0; // events whose place has no coordinates, or whose country the atlas does not have
    for (const row of [...rows].sort(most)) this.#sort(row, world);
    this.largest = Math.max(1, ...this.marks.map((place) => place.number));
  }

  /** Those drawn as discs and rings, most events first, so that small ones lie on top. */
  get marks() {
    return [...this.points, ...this.rings].sort(most);
  }

  total(quad) {
    return [...this.marks, ...this.tints].reduce((sum, place) => sum + (place.quads[quad] ?? 0), 0);
  }

  #sort(row, world) {
    const place = { ...row, quads: row.quads ?? {}, form: FORMS[row.precision] };
    const located = Number.isFinite(row.lat) && Number.isFinite(row.lon);
    if (place.form === "tint") {
      const shape = world.shapeOf(row);
      if (shape) this.tints.push({ ...place, shape });
      else this.lost += row.number;
    } else if (!place.form) this.area += row.number;
    else if (located) this[`${place.form}s`].push(place);
    else this.lost += row.number;
  }
}

function most(a, b) {
  return b.number - a.number || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** The class that most of a place's events have; null where none is told. */
export function quadOf({ quads }) {
  const best = QUADS.reduce((best, { key }) => ((quads[key] ?? 0) >= (quads[best] ?? 0) ? key : best), QUADS[0].key);
  return quads[best] ? best : null;
}
