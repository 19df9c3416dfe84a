/** Where a player is who walks by op 13, ahead of the server's word. */
export class Walker {
  constructor({ x, z }, { speed, tickRate = 10, bounds }) {
    Object.assign(this, { step: speed / tickRate, bounds, dx: 0, dz: 0 });
    this.put({ x, z });
  }

  /** The server put the player somewhere: op 1 without a sender, op 100, op 101. */
  put({ x, z }) {
    this.at = { x, z };
    this.past = [this.at];
  }

  /** Goes this way from now on. Send op 13 with the same direction. */
  turn({ dx = 0, dz = 0 }) {
    const length = Math.max(Math.hypot(dx, dz), 1);
    Object.assign(this, { dx: dx / length, dz: dz / length });
  }

  /** Walks by one tick, as the server will: call it as often as the server ticks. */
  tick() {
    const within = n => Math.min(Math.max(n, -this.bounds), this.bounds);
    this.at = { x: within(this.at.x + this.dx * this.step), z: within(this.at.z + this.dz * this.step) };
    this.past = [...this.past.slice(-10), this.at];
  }

  /**
   * A snapshot has the player at a place, which lies somewhere on the way of the
   * last second. Moves that way onto it; answers by how much it was off.
   */
  reconcile({ x, z }) {
    const off = ({ x: pastX, z: pastZ }) => Math.hypot(x - pastX, z - pastZ);
    const then = this.past.reduce((best, place) => off(place) <= off(best) ? place : best);
    const error = off(then);
    const move = place => ({ x: place.x + x - then.x, z: place.z + z - then.z });
    this.past = this.past.map(move);
    this.at = this.past.at(-1);
    return error;
  }
}
