// Clients of a deployment: short games one after another, and a shop.
import { setTimeout as delay } from 'node:timers/promises';
import { startGame, createLobby } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { login } from '../lib/player.mjs';
import { serverRPC } from '../lib/raw.mjs';

const playersPerGame = 4;
const gamesTogether = 4; // of the same players; the first has invited the others

/** Plays game after game, and keeps the results that the players were sent. */
export class Games {
  constructor(deployment) {
    Object.assign(this, { deployment, played: 0, cutOff: 0, received: new Map() });
  }

  async run() {
    while (!this.deployment.over) {
      const server = this.deployment.serving();
      if (server) await this.play(server).catch(() => this.cutOff++);
      await delay(500);
    }
  }

  // Four players, two of them killed: the imposters win.
  async play(server) {
    const party = `${this.deployment.name}-party-${Math.floor(this.played / gamesTogether)}-player`;
    const first = await login({ server, device: `${party}-0` });
    const vars = { invite_user_id: first.userID };
    const players = [first, ...await Promise.all(Array.from({ length: playersPerGame - 1 }, (_, n) =>
      login({ server, device: `${party}-${n + 1}`, vars })))];
    try {
      const cut = Promise.race(players.map(player => player.waitFor('disconnect', () => true, 60_000).then(() => {
        throw new Error('the server went down');
      })));
      await Promise.race([cut, this.game(players, server)]);
    } finally {
      players.forEach(player => player.close());
    }
  }

  async game(players, server) {
    const all = await createLobby(players);
    const { imposters: [imposter], crew } = await startGame(all);
    this.played++;
    for (const victim of crew.slice(0, 2)) await imposter.send(op.kill, { target: victim.userID });
    this.deployment.gameEnds(server);
    for (const seat of all) {
      const results = await seat.waitFor(op.results);
      if (results.counted) this.received.set(`${results.game} ${seat.userID}`, results);
    }
  }
}

/** Sends a grant to a server, and answers what it answered. */
export async function sendGrant(grant, server) {
  const { status, body } = await serverRPC('admin_grant', grant, server);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

/** Grants and purchases, each sent until a server answers, and sent twice. */
export class Shop {
  constructor(deployment) {
    Object.assign(this, { deployment, grants: [], purchases: [], requests: 0, refused: [] });
  }

  async run() {
    for (let n = 0; !this.deployment.over; n++) {
      await this.sell(n).catch(error => this.refused.push(error.message));
      await delay(300);
    }
  }

  async sell(n) {
    const { name } = this.deployment;
    const device = `${name}-shopper-${n}-device`;
    const player = await this.untilAnswered(server => login({ server, device, socket: false }));
    const grant = { user_id: player.userID, coins: 1000, reason: 'chaos', key: `${name}-${n}` };
    const granted = await Promise.all([1, 2].map(() => this.untilAnswered(server => sendGrant(grant, server))));
    this.grants.push({ ...grant, answers: granted.map(answer => JSON.stringify(answer)) });
    const item = { slot: 'hat', item: this.deployment.hat };
    await Promise.all([1, 2].map(() => this.untilAnswered(async server => {
      const again = await login({ server, device, socket: false });
      await again.rpc('purchase_item', item).catch(error => {
        if (!/own/.test(error.message)) throw error;
      });
    })));
    this.purchases.push({ user: player.userID, ...item });
  }

  // Asks one server after the other, as a client does whose request has failed.
  async untilAnswered(ask) {
    for (;;) {
      const server = this.deployment.serving();
      this.requests++;
      try {
        if (server) return await ask(server);
      } catch {
        // The server or its database is down.
      }
      if (this.deployment.done) throw new Error('no server answered until the end');
      await delay(100);
    }
  }
}
