// The restore drill of docs/operations.md: a copy of the database, taken in the
// middle of a payout, is restored into a new cluster, and a server works on it.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { amid, somewhere, waiting } from './amid.mjs';
import { audit } from './audit.mjs';
import { FaultyCluster } from './cluster.mjs';
import { sendGrant } from './games.mjs';
import { tournament } from './participants.mjs';
import { Server } from './server.mjs';

const drillSeconds = 60;
const holdMilliseconds = 1000; // at most; meanwhile other winners are paid

// The ways to copy: each answers how to open the copy as a cluster.
const copies = {
  async dump({ cluster, given, name: database }, name) {
    const file = join(given.dir, `${name}.sql`);
    await cluster.dump(database, file);
    return async () => {
      const copy = await FaultyCluster.create(given.dir, name);
      await copy.restore(database, file);
      return copy;
    };
  },
  async files({ cluster, given }, name) {
    let copy;
    await cluster.cut(async () => {
      copy = await FaultyCluster.copy(given.dir, name, cluster);
    });
    return async () => copy;
  },
};

/** Copies the database while a server is amid a payment, and begins the drill. Answers whether a server was. */
export async function copyAmid(deployment, end) {
  const name = `${deployment.name}r${deployment.drills.length}`;
  const how = deployment.random.choose(Object.keys(copies));
  const ends = [...deployment.ends];
  let open;
  const found = await amid(deployment, { end, ...somewhere(deployment.random) }, async () => {
    await delay(deployment.random.between(0, holdMilliseconds));
    open = await copies[how](deployment, name);
  });
  if (found) deployment.drills.push(drill(deployment, { name, how, end, ends, open }));
  return Boolean(found);
}

// Runs a server on the copy until all is done, and answers its audit.
async function drill(deployment, { name, how, end, ends, open }) {
  const { given, week, random, name: database } = deployment;
  const cluster = await open();
  const server = new Server(name, { ...given, address: cluster.address(database), env: week.env });
  const restored = { cluster, name: database, servers: [server], ends, random };
  try {
    const left = await waiting(restored, end);
    deployment.log(`${name}: restored from a copy as ${how}, in which ${left} winners were not paid or not told`);
    await cluster.execute(database, `UPDATE users SET wallet = '{}' WHERE wallet->>'coins' = 'broken'`);
    await server.start();
    const shop = { grants: await grantAgain(deployment, restored), purchases: [], requests: 0, refused: [] };
    const found = [...await boardsDiffer(deployment, restored, end), ...(left > 0 ? [] : ['the copy was not amid a payout'])];
    const report = await untilRight(restored, shop);
    return {
      ...report, deployment: name, copied: how, waitingInCopy: left,
      discrepancies: [...found, ...report.discrepancies], discrepancyCount: found.length + report.discrepancyCount,
    };
  } finally {
    await server.kill();
    await cluster.stop();
  }
}

// Sends every grant to a player of the copy again, as an operator would whose
// grants since the copy are gone.
async function grantAgain({ shop }, { cluster, name, servers: [server] }) {
  const users = new Set((await cluster.query(name, 'SELECT id AS user FROM users')).map(({ user }) => user));
  const grants = shop.grants.filter(({ user_id: user }) => users.has(user));
  for (const { answers: _, ...grant } of grants) await sendGrant(grant, server);
  return grants;
}

// The records of the ended period must be the same in both databases.
async function boardsDiffer(deployment, restored, end) {
  const records = `SELECT owner_id AS user, score FROM leaderboard_record
    WHERE leaderboard_id = '${tournament}' AND expiry_time = to_timestamp(${end}) ORDER BY owner_id`;
  const read = async ({ cluster, name }) => JSON.stringify(await cluster.query(name, records));
  return await deployment.retry(() => read(deployment)) === await read(restored) ? [] : [`period ${end}: other records in the copy`];
}

async function untilRight(restored, shop) {
  const games = { received: new Map(), played: 0, cutOff: 0 };
  const until = Date.now() + drillSeconds * 1000;
  for (;;) {
    await delay(3000);
    const report = await audit(restored, games, shop);
    if (report.discrepancyCount === 0 || Date.now() > until) return report;
  }
}
