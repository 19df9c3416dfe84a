// Worlds in which servers die and databases vanish, round after round: a round
// is a tournament's period of one minute.
import { setTimeout as delay } from 'node:timers/promises';
import { audit } from './books.mjs';
import { Cluster } from './cluster.mjs';
import { enter } from './entrants.mjs';
import { Games, Shop } from './games.mjs';
import { Node } from './node.mjs';
import { Random } from './random.mjs';
import { migrate, week } from './world.mjs';

const entrants = 200;
const scores = 40;
const settling = 25; // seconds in which nothing is broken any more

/** Runs the worlds side by side, prints their books, and answers whether they balance. */
export async function storms({ rounds, worlds, seed }, given) {
  const stormy = Array.from({ length: worlds }, (_, n) => new World(n, { rounds, seed: seed + n, given }));
  const books = await Promise.all(stormy.map(world => world.weather()));
  console.log(JSON.stringify(books, null, 2));
  return books.every(book => book.faults.length === 0);
}

// The troubles of a round, by world and round, so that each comes up.
const troubles = ['kills', 'kills and cuts', 'kills', 'downtime'];

class World {
  constructor(number, { rounds, seed, given }) {
    Object.assign(this, { number, rounds, given, name: `w${number}`, over: false, done: false, hat: 'cowboy', ends: [], gameKills: 0 });
    this.random = new Random(seed);
  }

  say(text) {
    this.given.say(`${this.name}: ${text}`);
  }

  /** One of the servers that are up. */
  serving() {
    return this.random.choose(this.nodes.filter(node => node.up));
  }

  async weather() {
    this.cluster = await Cluster.start(this.given.dir, this.name);
    try {
      await migrate(this.cluster, this.name);
      this.week = week(20 + 25 * this.number, { SAGISHI_RANKED_DAILY_GAMES: '100000' });
      const address = this.cluster.address(this.name);
      this.nodes = ['a', 'b'].map(letter => new Node(`${this.name}${letter}`, { ...this.given, address, env: this.week.env }));
      for (const node of this.nodes) node.keep(() => this.done);
      await this.calm();
      const games = new Games(this);
      const shop = new Shop(this);
      const busy = [games.run(), shop.run()];
      for (let round = 0; round < this.rounds; round++) round += await this.round(round) - 1;
      this.over = true;
      await this.calm();
      await this.cluster.execute(this.name, `UPDATE users SET wallet = '{}' WHERE wallet->>'coins' = 'broken'`);
      await Promise.all([Promise.race([Promise.all(busy), delay(settling * 1000)]), delay(settling * 1000)]);
      return await audit(this, games, shop);
    } finally {
      this.done = true;
      this.over = true;
      await Promise.all((this.nodes ?? []).map(node => node.kill()));
      await this.cluster.stop();
    }
  }

  // One period, or several while the servers are down. Answers how many.
  async round(number) {
    const trouble = troubles[(number + 2 * this.number) % troubles.length];
    const end = this.week.next();
    const periods = trouble === 'downtime' ? Math.min(3, this.rounds - number) : 1;
    for (let n = 0; n < periods; n++) await this.fill(end + 60 * n, number + n);
    this.say(`period ${number} of ${this.rounds}: ${trouble}`);
    await this.until(end - 1.5);
    if (periods > 1) await this.outage(end + 60 * (periods - 1));
    await this.storm(end + 60 * (periods - 1) + 20, trouble.includes('cuts'));
    await this.calm();
    await this.until(end + 60 * (periods - 1) + 22);
    return periods;
  }

  // Entrants, of whom one has no account any more and one a broken wallet.
  async fill(end, number) {
    const prefix = `${this.name}-p${number}`;
    await this.patiently(() => enter(this.cluster, this.name, { count: entrants, end, most: scores, prefix }));
    await this.patiently(() => this.cluster.execute(this.name, `
      UPDATE leaderboard_record SET score = ${scores + 2} WHERE username IN ('${prefix}-1', '${prefix}-2');
      DELETE FROM users WHERE username = '${prefix}-1';
      UPDATE users SET wallet = '{"coins": "broken"}' WHERE username = '${prefix}-2'`));
    this.ends.push(end);
  }

  async outage(until) {
    const back = until + 2 * this.random.fraction();
    await Promise.all(this.nodes.map(node => node.kill(back * 1000 - Date.now())));
    this.say('both servers are down');
    await this.until(back);
    this.say('both come back');
  }

  // Kills at random moments, and cuts of the database if asked for, until then.
  async storm(until, cuts) {
    while (Date.now() / 1000 < until) {
      await delay(this.random.between(50, 2500));
      if (cuts && this.random.fraction() < 0.3) {
        await this.cluster.cut(() => delay(this.random.between(50, 2500)));
        continue;
      }
      const victims = this.random.fraction() < 0.2 ? this.nodes : [this.random.choose(this.nodes)];
      await Promise.all(victims.map(node => node.kill(this.random.between(0, 1000))));
    }
  }

  /** A game of the node is about to end: every third time the node does, too. */
  gameEnds(node) {
    if (this.over || this.random.fraction() > 0.33) return;
    this.gameKills++;
    delay(this.random.between(0, 150)).then(() => node.kill(this.random.between(0, 1000)));
  }

  async calm() {
    await Promise.all(this.nodes.map(node => node.back()));
  }

  async until(seconds) {
    await delay(Math.max(0, seconds * 1000 - Date.now()));
  }

  async patiently(work) {
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
