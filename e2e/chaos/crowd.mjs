// Many entrants in one period, all of whom win: how long paying them takes and
// what it costs in memory.
import { setTimeout as delay } from 'node:timers/promises';
import { enter, tournament } from './entrants.mjs';
import { Node } from './node.mjs';
import { Cluster } from './cluster.mjs';
import { migrate, week } from './world.mjs';

const count = (cluster, name, from) => cluster.query(name, `SELECT count(*) AS n FROM ${from}`).then(([{ n }]) => n);

/** Pays `entrants` winners of one period on one server, and answers the figures. */
export async function crowd(entrants, { dir, config, runtime, say }) {
  const cluster = await Cluster.start(dir, 'crowd');
  const name = 'crowd';
  let node;
  try {
    await migrate(cluster, name);
    const { env, next } = week(Math.max(25, 15 + entrants / 10_000));
    node = new Node('crowd', { dir, config, runtime, address: cluster.address(name), env });
    await node.start();
    const end = next();
    await enter(cluster, name, { count: entrants, end, most: 1, prefix: 'crowd' });
    await cluster.execute(name, 'ANALYZE');
    const idle = await node.memory();
    say(`${entrants} entrants, memory of the idle server ${idle.now} MiB`);
    return await watch(cluster, name, { node, end, entrants, idle, say });
  } finally {
    await node?.kill();
    await cluster.stop();
  }
}

async function watch(cluster, name, { node, end, entrants, idle, say }) {
  await delay(end * 1000 - Date.now());
  const began = Date.now();
  let memory = idle;
  let report = began;
  for (;;) {
    await delay(1000);
    if (!node.up) throw new Error(`the server ended: ${node.log().slice(-20).map(line => JSON.stringify(line)).join('\n')}`);
    memory = await node.memory();
    const told = await count(cluster, name, 'notification WHERE code = 100');
    if (Date.now() - report > 20_000) {
      report = Date.now();
      say(`${told} told, memory ${memory.now} MiB`);
    }
    const [book] = await cluster.query(name, `SELECT value FROM storage WHERE collection = 'rewards' AND key = '${tournament}'`);
    if (told >= entrants && book?.value.open?.length === 0) break;
  }
  const seconds = (Date.now() - began) / 1000;
  const [paid] = await cluster.query(name, `
    SELECT count(*) AS rows, count(DISTINCT user_id) AS players, sum((changeset->>'coins')::bigint) AS coins FROM wallet_ledger`);
  return {
    entrants, seconds: Math.round(seconds), perSecond: Math.round(entrants / seconds), paid,
    receipts: await count(cluster, name, `storage WHERE collection = 'receipts'`),
    notices: await count(cluster, name, 'notification WHERE code = 100'),
    memory: { idle: idle.now, after: memory.now, most: memory.most },
  };
}
