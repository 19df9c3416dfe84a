// Deployments in which servers are killed and databases go away, round after
// round: a round is a tournament's period of one minute.
import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './audit.mjs';
import { FaultyCluster } from './cluster.mjs';
import { Games, Shop } from './games.mjs';
import { addParticipants } from './participants.mjs';
import { Random } from './random.mjs';
import { Server } from './server.mjs';
import { everyGameCounts } from '../lib/server.mjs';
import { migrate, shortWeek } from './week.mjs';

const participants = 200;
const maxScore = 40;
const quietSeconds = 25; // before the audit, without faults

/** Runs the deployments side by side, prints their audits, and answers whether all is right. */
export async function runWithFaults({ rounds, deployments, seed }, given) {
  const all = Array.from({ length: deployments }, (_, n) => new Deployment(n, { rounds, seed: seed + n, given }));
  const audits = await Promise.all(all.map(deployment => deployment.run()));
  console.log(JSON.stringify(audits, null, 2));
  return audits.every(({ discrepancies }) => discrepancies.length === 0);
}

// The faults of a round, by deployment and round, so that each comes up.
const faults = ['kills', 'kills and cuts', 'kills', 'downtime'];

// A database, two servers on it, and what is done to them.
class Deployment {
  constructor(number, { rounds, seed, given }) {
    Object.assign(this, { number, rounds, given, name: `d${number}`, over: false, done: false, hat: 'cowboy', ends: [], gameKills: 0 });
    this.random = new Random(seed);
  }

  log(text) {
    this.given.log(`${this.name}: ${text}`);
  }

  /** One of the servers that are up. */
  serving() {
    return this.random.choose(this.servers.filter(server => server.up));
  }

  async run() {
    this.cluster = await FaultyCluster.create(this.given.dir, this.name);
    try {
      await migrate(this.cluster, this.name);
      this.week = shortWeek(20 + 25 * this.number, { ...everyGameCounts, SAGISHI_REFERRAL_GAMES: '1' });
      const address = this.cluster.address(this.name);
      this.servers = ['a', 'b'].map(letter => new Server(`${this.name}${letter}`, { ...this.given, address, env: this.week.env }));
      for (const server of this.servers) server.keepRunning(() => this.done);
      await this.recover();
      const games = new Games(this);
      const shop = new Shop(this);
      const clients = [games.run(), shop.run()];
      for (let round = 0; round < this.rounds; round++) round += await this.round(round) - 1;
      this.over = true;
      await this.recover();
      await this.cluster.execute(this.name, `UPDATE users SET wallet = '{}' WHERE wallet->>'coins' = 'broken'`);
      const quiet = delay(quietSeconds * 1000);
      await Promise.all([Promise.race([Promise.all(clients), quiet]), quiet]);
      return await audit(this, games, shop);
    } finally {
      this.done = true;
      this.over = true;
      await Promise.all((this.servers ?? []).map(server => server.kill()));
      await this.cluster.stop();
    }
  }

  // One period, or several while the servers are down. Answers how many.
  async round(number) {
    const fault = faults[(number + 2 * this.number) % faults.length];
    const end = this.week.nextEnd();
    const periods = fault === 'downtime' ? Math.min(3, this.rounds - number) : 1;
    for (let n = 0; n < periods; n++) await this.addPeriod(end + 60 * n, number + n);
    this.log(`period ${number} of ${this.rounds}: ${fault}`);
    await this.until(end - 1.5);
    if (periods > 1) await this.downtime(end + 60 * (periods - 1));
    await this.injectFaults(end + 60 * (periods - 1) + 20, fault.includes('cuts'));
    await this.recover();
    await this.until(end + 60 * (periods - 1) + 22);
    return periods;
  }

  // Participants of a period: one has no account any more, one a broken wallet.
  async addPeriod(end, number) {
    const prefix = `${this.name}-p${number}`;
    await this.retry(() => addParticipants(this.cluster, this.name, { count: participants, end, maxScore, prefix }));
    await this.retry(() => this.cluster.execute(this.name, `
      UPDATE leaderboard_record SET score = ${maxScore + 2} WHERE username IN ('${prefix}-1', '${prefix}-2');
      DELETE FROM users WHERE username = '${prefix}-1';
      UPDATE users SET wallet = '{"coins": "broken"}' WHERE username = '${prefix}-2'`));
    this.ends.push(end);
  }

  async downtime(until) {
    const back = until + 2 * this.random.fraction();
    await Promise.all(this.servers.map(server => server.kill(back * 1000 - Date.now())));
    this.log('both servers are down');
    await this.until(back);
    this.log('both come back');
  }

  // Kills at random moments, and cuts of the database if asked for, until then.
  async injectFaults(until, cuts) {
    while (Date.now() / 1000 < until) {
      await delay(this.random.between(50, 2500));
      if (cuts && this.random.fraction() < 0.3) {
        await this.cluster.cut(() => delay(this.random.between(50, 2500)));
        continue;
      }
      const victims = this.random.fraction() < 0.2 ? this.servers : [this.random.choose(this.servers)];
      await Promise.all(victims.map(server => server.kill(this.random.between(0, 1000))));
    }
  }

  /** A game on the server is about to end: one time in three the server is killed then. */
  gameEnds(server) {
    if (this.over || this.random.fraction() > 0.33) return;
    this.gameKills++;
    delay(this.random.between(0, 150)).then(() => server.kill(this.random.between(0, 1000)));
  }

  async recover() {
    await Promise.all(this.servers.map(server => server.recover()));
  }

  async until(seconds) {
    await delay(Math.max(0, seconds * 1000 - Date.now()));
  }

  async retry(work) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === 5) throw error;
        await delay(1000);
      }
    }
  }
}
