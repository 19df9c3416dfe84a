// Many participants in one period, all of whom win: how long paying them takes
// and what it costs in memory.
import { setTimeout as delay } from 'node:timers/promises';
import { FaultyCluster } from './cluster.mjs';
import { addParticipants, tournament } from './participants.mjs';
import { Server } from './server.mjs';
import { migrate, shortWeek } from './week.mjs';

const name = 'load';

const count = (cluster, from) => cluster.query(name, `SELECT count(*) AS n FROM ${from}`).then(([{ n }]) => n);

/** Pays so many winners of one period on one server, and answers the figures. */
export async function payMany(participants, { dir, config, runtime, log }) {
  const cluster = await FaultyCluster.create(dir, name);
  let server;
  try {
    await migrate(cluster, name);
    const { env, nextEnd } = shortWeek(Math.max(25, 15 + participants / 10_000));
    server = new Server(name, { dir, config, runtime, address: cluster.address(name), env });
    await server.start();
    const end = nextEnd();
    await addParticipants(cluster, name, { count: participants, end, maxScore: 1, prefix: name });
    await cluster.execute(name, 'ANALYZE');
    const idle = await server.memory();
    log(`${participants} participants, memory of the idle server ${idle.now} MiB`);
    return await untilPaid(cluster, { server, end, participants, idle, log });
  } finally {
    await server?.kill();
    await cluster.stop();
  }
}

async function untilPaid(cluster, { server, end, participants, idle, log }) {
  await delay(end * 1000 - Date.now());
  const began = Date.now();
  let memory = idle;
  let logged = began;
  for (;;) {
    await delay(1000);
    if (!server.up) throw new Error(`the server ended: ${server.log().slice(-20).map(line => JSON.stringify(line)).join('\n')}`);
    memory = await server.memory();
    const notified = await count(cluster, 'notification WHERE code = 100');
    if (Date.now() - logged > 20_000) {
      logged = Date.now();
      log(`${notified} notified, memory ${memory.now} MiB`);
    }
    const [checkpoint] = await cluster.query(name, `SELECT value FROM storage WHERE collection = 'rewards' AND key = '${tournament}'`);
    if (notified >= participants && checkpoint?.value.open?.length === 0) break;
  }
  const seconds = (Date.now() - began) / 1000;
  const [paid] = await cluster.query(name, `
    SELECT count(*) AS rows, count(DISTINCT user_id) AS players, sum((changeset->>'coins')::bigint) AS coins FROM wallet_ledger`);
  return {
    participants, seconds: Math.round(seconds), perSecond: Math.round(participants / seconds), paid,
    receipts: await count(cluster, `storage WHERE collection = 'receipts'`),
    notices: await count(cluster, 'notification WHERE code = 100'),
    memory: { idle: idle.now, after: memory.now, peak: memory.peak },
  };
}
