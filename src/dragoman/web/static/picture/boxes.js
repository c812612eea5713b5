// Boxes that must not overlap: whoever comes first stays.

export class Boxes {
  #taken = [];

  /** Takes the box where it is free; true where it was. A box is {x, y, width, height} from its top left corner. */
  take(box) {
    if (!this.free(box)) return false;
    this.#taken.push(box);
    return true;
  }

  free(box) {
    return !this.#taken.some(
      (other) => box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height,
    );
  }
}
