// Finds a server in the middle of a payout: a lock holds it there.
import { setTimeout as delay } from 'node:timers/promises';
import { expectedPayments, tournament } from './participants.mjs';
import { Session } from './session.mjs';

const searchMilliseconds = 20_000;

// What a server must wait for in the middle of a payment, or of telling a winner.
const locks = {
  payment: (end, rank) => `SELECT 1 FROM users WHERE id = (
    SELECT u.id FROM leaderboard_record JOIN users u ON u.id = owner_id
    WHERE leaderboard_id = '${tournament}' AND expiry_time = to_timestamp(${end}) AND u.wallet->>'coins' IS DISTINCT FROM 'broken'
    ORDER BY score DESC, u.id OFFSET ${rank} LIMIT 1) FOR NO KEY UPDATE`,
  notice: () => 'LOCK TABLE notification IN SHARE MODE',
};

/** A place in a payout: what a server waits for, and at which winner. */
export const somewhere = random => ({ what: random.choose(Object.keys(locks)), rank: Math.floor(random.between(5, 120)) });

const like = end => `LIKE 'reward:${tournament}:${end}:%'`;

/**
 * Waits for a server that is amid a 'payment' to the winner of that rank, or amid
 * the 'notice' to one, and keeps it there until `act` has ended. Answers the
 * server, or undefined if none came.
 */
export async function amid({ cluster, name, servers }, { end, what, rank }, act) {
  const session = new Session(cluster, name);
  try {
    await session.ask(`BEGIN; ${locks[what](end, rank)}`);
    const until = Date.now() + searchMilliseconds;
    while (Date.now() < until) {
      const found = await held(session, end, what);
      const server = servers.find(one => one.name === found);
      if (server) {
        await act(server);
        return server;
      }
      await delay(5);
    }
  } finally {
    await session.end();
  }
  return undefined;
}

async function held(session, end, what) {
  const paying = what === 'payment' ? 'true' : `EXISTS (SELECT 1 FROM wallet_ledger WHERE metadata->>'ref' ${like(end)})`;
  const [, server] = await session.ask(`SELECT pg_stat_clear_snapshot(); SELECT application_name FROM pg_stat_activity
    WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)) AND ${paying} LIMIT 1`);
  return server;
}

/** How many winners of a period are not paid or not told, without those who cannot be paid. */
export async function waiting({ cluster, name }, end) {
  const query = text => cluster.query(name, text);
  const records = await query(`SELECT owner_id AS user, score, ${end} AS period,
    EXISTS (SELECT 1 FROM users WHERE id = owner_id AND wallet->>'coins' IS DISTINCT FROM 'broken') AS payable FROM leaderboard_record
    WHERE leaderboard_id = '${tournament}' AND expiry_time = to_timestamp(${end})`);
  const done = async text => new Set((await query(text)).map(({ ref }) => ref));
  const paid = await done(`SELECT metadata->>'ref' AS ref FROM wallet_ledger WHERE metadata->>'ref' ${like(end)}`);
  const told = await done(`SELECT content->>'id' AS ref FROM notification WHERE content->>'id' ${like(end)}`);
  const payable = new Set(records.filter(record => record.payable).map(({ user }) => user));
  return expectedPayments(records).filter(({ user, ref }) => payable.has(user) && (!paid.has(ref) || !told.has(ref))).length;
}
