/** Predicts where a player is who walks by op 13. */
export class Walker {
  constructor({ x, z }, { speed, tickRate = 10, bounds }) {
    Object.assign(this, { step: speed / tickRate, bounds, dx: 0, dz: 0 });
    this.put({ x, z });
  }

  /** Call it when the server sets the position: op 1 without a sender, op 100, op 101. */
  put({ x, z }) {
    this.at = { x, z };
    this.past = [this.at];
    Object.assign(this, { heard: this.at, standing: 0 });
  }

  /** Sets the direction. Send op 13 with the same one. */
  turn({ dx = 0, dz = 0 }) {
    const length = Math.max(Math.hypot(dx, dz), 1);
    Object.assign(this, { dx: dx / length, dz: dz / length });
  }

  /** Moves by one tick, as the server does. Call it once a tick, also while standing. */
  tick() {
    this.standing = this.dx || this.dz ? 0 : this.standing + 1;
    // The last snapshot is final. The server may have stopped elsewhere, because a
    // message took longer than another.
    if (this.standing > 10) return this.put(this.heard);
    const within = n => Math.min(Math.max(n, -this.bounds), this.bounds);
    this.at = { x: within(this.at.x + this.dx * this.step), z: within(this.at.z + this.dz * this.step) };
    this.past = [...this.past.slice(-10), this.at];
  }

  /**
   * Call it with the position in a snapshot, which is one of the last second's.
   * Corrects the prediction by the difference, and returns how large it was.
   */
  reconcile({ x, z }) {
    this.heard = { x, z };
    const off = ({ x: pastX, z: pastZ }) => Math.hypot(x - pastX, z - pastZ);
    const then = this.past.reduce((best, place) => off(place) <= off(best) ? place : best);
    const error = off(then);
    const move = place => ({ x: place.x + x - then.x, z: place.z + z - then.z });
    this.past = this.past.map(move);
    this.at = this.past.at(-1);
    return error;
  }
}
