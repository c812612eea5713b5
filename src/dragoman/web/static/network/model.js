// The network as data: actors, and the bonds that join two of them. It knows nothing of drawing.

export const SIGNS = [
  { sign: 1, name: "friendly" },
  { sign: -1, name: "hostile" },
  { sign: 0, name: "neutral" },
];

export function signName(sign) {
  return SIGNS.find((it) => it.sign === Math.sign(sign)).name;
}

/** All ties of one sign between the same two actors are a bond, drawn as one line. */
export class Network {
  constructor({ nodes, ties }) {
    this.actors = new Map(nodes.map((node) => [node.id, node]));
    this.ranked = [...nodes].sort((a, b) => b.reports - a.reports || compare(a.id, b.id));
    this.bonds = bondsOf(ties.filter((tie) => tie.source !== tie.target && this.actors.has(tie.source) && this.actors.has(tie.target)));
    this.touching = new Map(nodes.map((node) => [node.id, []]));
    for (const bond of this.bonds) {
      this.touching.get(bond.ends[0]).push(bond);
      this.touching.get(bond.ends[1]).push(bond);
    }
    const days = ties
      .flatMap((tie) => [tie.first, tie.last])
      .filter(Boolean)
      .sort();
    this.days = days.length ? [days[0], days.at(-1)] : null;
    this.during = null;
  }

  /** Ties that do not reach into these days (ISO, both included) count as absent; null stands for all days. */
  narrow(during) {
    this.during = during;
  }

  shows(tie) {
    if (!this.during || !tie.first || !tie.last) return true; // an undated tie is never known to be outside
    return tie.first <= this.during[1] && tie.last >= this.during[0];
  }

  /** The ties of a bond that are shown, strongest first. */
  shown(bond) {
    return bond.ties.filter((tie) => this.shows(tie));
  }

  /** How strong the strongest tie of a bond that is shown is; null where none is. */
  strength(bond) {
    const shown = this.shown(bond);
    return shown.length ? shown[0].strength : null;
  }

  get shownTies() {
    return this.bonds.reduce((sum, bond) => sum + this.shown(bond).length, 0);
  }

  /** Whom an actor is tied to by ties that are shown: [id, bond], strongest first. */
  neighbours(id) {
    return this.touching
      .get(id)
      .map((bond) => ({ bond, strength: this.strength(bond) }))
      .filter(({ strength }) => strength !== null)
      .sort((a, b) => b.strength - a.strength || compare(a.bond.key, b.bond.key))
      .map(({ bond }) => [bond.ends[0] === id ? bond.ends[1] : bond.ends[0], bond]);
  }

  /** The bonds of a way over fewest ties, as [id, bond] from the second actor on; stronger ties go first among as short ones. Null without one. */
  path(from, to) {
    const before = new Map([[from, null]]);
    for (const id of before.keys()) {
      // A Map is walked in the order of insertion, what is added meanwhile too: this is breadth first.
      if (id === to) break;
      for (const [next, bond] of this.neighbours(id)) if (!before.has(next)) before.set(next, [id, bond]);
    }
    if (!before.has(to)) return null;
    const steps = [];
    for (let id = to; before.get(id); id = before.get(id)[0]) steps.unshift([id, before.get(id)[1]]);
    return steps;
  }
}

function bondsOf(ties) {
  const bonds = new Map();
  for (const tie of ties) {
    const ends = [tie.source, tie.target].sort(compare);
    const sign = Math.sign(tie.sign);
    const key = JSON.stringify([...ends, sign]);
    if (!bonds.has(key)) bonds.set(key, { key, ends, sign, ties: [] });
    bonds.get(key).ties.push(tie);
  }
  for (const bond of bonds.values()) bond.ties.sort((a, b) => b.strength - a.strength || compare(a.href ?? "", b.href ?? ""));
  return [...bonds.values()].sort((a, b) => compare(a.key, b.key));
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
