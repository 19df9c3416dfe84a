// The others: ten players of a game who walk, and players who call RPCs. What
// they notice of an attack is measured.
import { setTimeout as delay } from 'node:timers/promises';
import { createLobby, startGame } from '../lib/game.mjs';
import { loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';

const callers = 4;
const callEvery = 250; // milliseconds, for each caller
const turnEvery = 1000;
const settings = { max_speed: 1 };

/** The honest players of a run. */
export class Players {
  static async join(server) {
    const players = await loginAll(10, { server });
    const seats = await createLobby(players, { request: { settings }, metadata: () => ({ positions: 'snapshot' }) });
    await startGame(seats);
    return Object.assign(new Players(), { seats, callers: await loginAll(callers, { server }), gaps: [], calls: [], failures: [] });
  }

  get ids() {
    return this.seats.map(({ userID }) => userID);
  }

  /** Forgets what was measured. */
  reset() {
    Object.assign(this, { gaps: [], calls: [], failures: [] });
  }

  /** Plays until `signal` aborts. */
  async play(signal) {
    await Promise.all([...this.seats.map((seat, n) => this.walk(seat, n, signal)), ...this.callers.map(caller => this.call(caller, signal))]);
  }

  // Everybody walks to and fro, so that there is a snapshot in every tick.
  async walk(seat, n, signal) {
    const { player } = seat;
    let last;
    const receive = player.receive.bind(player);
    player.receive = (kind, value) => {
      if (kind === 'disconnect') this.failures.push(`${player.username} was disconnected`);
      if (kind !== 'matchdata' || value.op_code !== op.snapshot) return receive(kind, value);
      const now = performance.now();
      if (last) this.gaps.push(now - last);
      last = now;
    };
    await delay(n * turnEvery / 10);
    for (let turn = 0; !signal.aborted; turn++) {
      await seat.send(op.move, { dx: turn % 2 ? 1 : -1 }).catch(error => this.failures.push(`walk: ${error.message ?? error}`));
      player.inbox.length = 0;
      player.sockets.forEach(socket => { socket.frames.length = 0; });
      await delay(turnEvery);
    }
  }

  async call(caller, signal) {
    while (!signal.aborted) {
      const began = performance.now();
      await caller.rpc('get_catalog').catch(error => this.failures.push(error.message));
      const took = performance.now() - began;
      this.calls.push(took);
      await delay(Math.max(0, callEvery - took));
    }
  }

  close() {
    for (const player of [...this.seats.map(({ player }) => player), ...this.callers]) player.close();
  }
}

/** The value that 99 of 100 do not exceed, rounded. */
export function p99(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? NaN);
}
