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
import { faults, periodsOf, setClock } from './rounds.mjs';
import { summarize } from './summary.mjs';
import { migrate, shortWeek } from './week.mjs';

const participants = 200;
const maxScore = 40;
const quietSeconds = 25; // before the audit, without faults

/** Runs the deployments side by side, prints their audits and a summary, and answers whether all is right. */
export async function runWithFaults({ deployments, seed, ...wanted }, given) {
  const all = Array.from({ length: deployments }, (_, n) => new Deployment(n, { ...wanted, seed: seed + n, given }));
  const audits = (await Promise.all(all.map(deployment => deployment.run()))).flat();
  console.log(JSON.stringify(audits, null, 2));
  summarize(audits);
  return audits.every(({ discrepancyCount }) => discrepancyCount === 0);
}

// A database, two servers on it, and what is done to them.
class Deployment {
  over = false;
  done = false;
  quiet = false; // nothing but the round's own fault happens
  hat = 'cowboy';
  ends = [];
  gameKills = 0;
  stops = 0;
  clocks = 0;
  retired = []; // servers that are dead for ever
  deadNodes = []; // for each, in how many seconds its work was done
  drills = [];
  failures = [];

  constructor(number, { rounds, until, faults, seed, given }) {
    Object.assign(this, { number, rounds, endOfRun: until, faults, given, name: `d${number}` });
    this.random = new Random(seed);
  }

  log(text) {
    this.given.log(`${this.name}: ${text}`);
  }

  /** One of the servers that are up. */
  serving() {
    return this.random.choose(this.servers.filter(server => server.up && !server.stopped));
  }

  /** Answers the audits: its own, and those of copies that were restored. */
  async run() {
    this.cluster = await FaultyCluster.create(this.given.dir, this.name);
    try {
      await migrate(this.cluster, this.name);
      this.week = shortWeek(20 + 25 * this.number, { ...everyGameCounts, SAGISHI_REFERRAL_GAMES: '1' });
      this.servers = ['a', 'b'].map(letter => this.addServer(letter));
      await this.recover();
      this.games = new Games(this);
      this.shop = new Shop(this);
      const clients = [this.games.run(), this.shop.run()];
      for (let round = 0, period = 0; this.left(period) > 0; round++) period += await this.round(round, period);
      await this.settle(clients);
      return [await this.report(), ...await Promise.all(this.drills)];
    } finally {
      this.done = true;
      this.over = true;
      await Promise.all((this.servers ?? []).map(server => server.kill()));
      await this.cluster.stop();
    }
  }

  addServer(letter) {
    const server = new Server(`${this.name}${letter}`, { ...this.given, address: this.cluster.address(this.name), env: this.week.env });
    server.keepRunning(() => this.done);
    return server;
  }

  /** Puts a new server into the place of one that is dead for ever. */
  replace(dead) {
    this.retired.push(dead);
    this.servers = this.servers.filter(server => server !== dead);
    this.servers.push(this.addServer(`n${this.retired.length}`));
  }

  // How many periods are left.
  left(period) {
    return this.endOfRun ? Math.ceil((this.endOfRun - Date.now()) / 60_000) : this.rounds - period;
  }

  // Lets the servers finish, without faults.
  async settle(clients) {
    this.over = true;
    await this.recover();
    await this.cluster.execute(this.name, `UPDATE users SET wallet = '{}' WHERE wallet->>'coins' = 'broken'`);
    const quiet = delay(quietSeconds * 1000);
    await Promise.all([Promise.race([Promise.all(clients), quiet]), quiet]);
    await this.until(this.ends.at(-1) + quietSeconds);
  }

  async report() {
    const report = await audit(this, this.games, this.shop);
    const sum = of => [...this.servers, ...this.retired].map(of).reduce((a, b) => a + b, 0);
    return {
      ...report, periods: this.ends.length, kills: sum(server => server.kills), killsAtGameEnds: this.gameKills,
      cuts: this.cluster.cuts, stops: this.stops, deadNodes: this.deadNodes.length, secondsUntilDeadWorkWasDone: this.deadNodes,
      copiesRemoved: sum(server => server.logged('notice was sent twice, copy removed')), clocks: this.clocks, restores: this.drills.length, starts: sum(server => server.starts),
      discrepancies: [...this.failures, ...report.discrepancies], discrepancyCount: this.failures.length + report.discrepancyCount,
    };
  }

  /** A fault never happened: the round has tested nothing. */
  missed(fault) {
    this.failures.push(`${fault}: no server was in the middle of it`);
  }

  // One period, or several while the servers are down. Answers how many.
  async round(number, period) {
    const fault = this.faults[(number + 3 * this.number) % this.faults.length];
    await setClock(this, fault);
    const end = this.week.nextEnd();
    const periods = periodsOf(fault, this.left(period));
    for (let n = 0; n < periods; n++) await this.addPeriod(end + 60 * n, period + n);
    const last = end + 60 * (periods - 1);
    this.log(`period ${period}: ${fault}`);
    await this.until(end - 1.5);
    await faults[fault](this, end, last);
    await this.recover();
    await this.until(last + 22);
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

  /** Keeps both servers down until then. */
  async downtime(until) {
    const back = until + 2 * this.random.fraction();
    await Promise.all(this.servers.map(server => server.kill(back * 1000 - Date.now())));
    this.log('both servers are down');
    await this.until(back);
    this.log('both come back');
  }

  /** Kills at random moments, and cuts of the database if asked for, until then. */
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
    if (this.random.fraction() > 0.33) return;
    delay(this.random.between(0, 150)).then(() => {
      if (this.over || this.quiet) return;
      this.gameKills++;
      server.kill(this.random.between(0, 1000));
    });
  }

  /** Waits until all servers serve. */
  async recover() {
    await Promise.all(this.servers.map(server => server.recover()));
  }

  /** Waits until that unix second. */
  async until(seconds) {
    await delay(Math.max(0, seconds * 1000 - Date.now()));
  }

  /** Repeats what fails while the database is down. */
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
