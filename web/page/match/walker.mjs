/** Predicts where a player is who walks by op 13. */
export class Walker {
  constructor({ x, z }, { speed, tickRate = 10, bounds, walls = [] }) {
    Object.assign(this, { step: speed / tickRate, bounds, walls, dx: 0, dz: 0 });
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
    let [{ x, z }, dx, dz] = [this.at, this.dx * this.step, this.dz * this.step];
    for (let parts = 0; parts < 3; parts++) {
      const [toX, toZ] = [within(x + dx), within(z + dz)];
      const wall = firstWall(this.walls, x, z, toX - x, toZ - z);
      [x, z] = wall ? [wall.x, wall.z] : [toX, toZ];
      if (!wall) break;
      // What is left of the step leads along the wall.
      const along = wall.ux * (toX - x) + wall.uz * (toZ - z);
      [dx, dz] = [wall.ux * along, wall.uz * along];
    }
    this.at = { x, z };
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

/** The first wall on a step: its direction, and the place 0.01 before it. */
function firstWall(walls, x, z, dx, dz) {
  let first;
  for (const { x1, z1, x2, z2 } of walls) {
    const length = Math.hypot(x2 - x1, z2 - z1);
    const [ux, uz] = [(x2 - x1) / length, (z2 - z1) / length];
    const left = ux * (z - z1) - uz * (x - x1); // how far left of the wall
    const share = left / (uz * dx - ux * dz);
    const along = ux * (x + dx * share - x1) + uz * (z + dz * share - z1);
    if (!(share >= 0 && share <= 1 && along >= 0 && along <= length) || first?.share <= share) continue;
    const gap = Math.sign(left) * 0.01;
    first = { share, ux, uz, x: x + dx * share - gap * uz, z: z + dz * share + gap * ux };
  }
  return first;
}
