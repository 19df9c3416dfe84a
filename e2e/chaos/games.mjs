// Short games that never stop, on servers that do.
import { setTimeout as delay } from 'node:timers/promises';
import { deal, gather } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { login } from '../lib/player.mjs';
import { serverRPC } from '../lib/raw.mjs';

const seats = 4;
const gamesTogether = 4; // then others play, of whom the first has invited the rest

/** Plays game after game, and remembers what the players were told. */
export class Games {
  constructor(world) {
    Object.assign(this, { world, played: 0, cutOff: 0, told: new Map(), devices: new Map() });
  }

  async run() {
    while (!this.world.over) {
      const node = this.world.serving();
      if (node) await this.play(node).catch(() => this.cutOff++);
      await delay(500);
    }
  }

  // Four players, of whom two are killed: imposters win.
  async play(node) {
    const party = `${this.world.name}-party-${Math.floor(this.played / gamesTogether)}-player`;
    const first = await login({ server: node, device: `${party}-0` });
    const vars = { invite_user_id: first.userID };
    const players = [first, ...await Promise.all(Array.from({ length: seats - 1 }, (_, n) =>
      login({ server: node, device: `${party}-${n + 1}`, vars })))];
    try {
      const gone = Promise.race(players.map(player => player.take('disconnect', () => true, 60_000).then(() => {
        throw new Error('the server went down');
      })));
      await Promise.race([gone, this.game(players, node)]);
    } finally {
      players.forEach(player => player.close());
    }
  }

  async game(players, node) {
    const all = await gather(players);
    const { imposters: [imposter], crew } = await deal(all);
    this.played++;
    for (const victim of crew.slice(0, 2)) await imposter.send(op.kill, { target: victim.userID });
    this.world.gameEnds(node);
    for (const seat of all) {
      const results = await seat.take(op.results);
      if (results.counted) this.told.set(`${results.game} ${seat.userID}`, results);
    }
  }
}

/** Grants and purchases that are repeated until somebody answers. */
export class Shop {
  constructor(world) {
    Object.assign(this, { world, grants: [], purchases: [], asked: 0, refused: [] });
  }

  async run() {
    for (let n = 0; !this.world.over; n++) {
      await this.serve(n).catch(error => this.refused.push(error.message));
      await delay(300);
    }
  }

  async serve(n) {
    const { name } = this.world;
    const device = `${name}-shopper-${n}-device`;
    const player = await this.until(node => login({ server: node, device, socket: false }));
    const grant = { user_id: player.userID, coins: 1000, reason: 'chaos', key: `${name}-${n}` };
    const granted = await Promise.all([1, 2].map(() => this.until(node => this.server('admin_grant', grant, node))));
    this.grants.push({ ...grant, answers: granted.map(answer => JSON.stringify(answer)) });
    const item = { slot: 'hat', item: this.world.hat };
    await Promise.all([1, 2].map(() => this.until(async node => {
      const again = await login({ server: node, device, socket: false });
      await again.rpc('purchase_item', item).catch(error => {
        if (!/own/.test(error.message)) throw error;
      });
    })));
    this.purchases.push({ user: player.userID, ...item });
  }

  async server(id, payload, node) {
    const { status, body } = await serverRPC(id, payload, node);
    if (status !== 200) throw new Error(`${id}: ${JSON.stringify(body)}`);
    return body;
  }

  // Asks one server after the other, as a client does whose request has failed.
  async until(ask) {
    for (;;) {
      const node = this.world.serving();
      this.asked++;
      try {
        if (node) return await ask(node);
      } catch {
        // Down, or its database is.
      }
      if (this.world.done) throw new Error('no server answered to the end');
      await delay(100);
    }
  }
}
