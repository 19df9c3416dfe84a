// The audit of a deployment, from the database alone: every payment once, every
// statistic right.
import { expectedPayments, tournament } from './participants.mjs';

const settledSeconds = 15; // after a period's end

const by = (rows, key) => {
  const map = new Map();
  for (const row of rows) map.set(key(row), [...(map.get(key(row)) ?? []), row]);
  return map;
};

/** Audits the database and answers the figures, with every discrepancy in words. */
export async function audit(deployment, games, shop) {
  const query = text => deployment.cluster.query(deployment.name, text);
  const data = {
    users: await query(`SELECT id AS user, coalesce((wallet->>'coins')::bigint, 0) AS coins FROM users`),
    rows: await query(`SELECT user_id AS user, metadata->>'ref' AS ref, (changeset->>'coins')::bigint AS coins FROM wallet_ledger`),
    receipts: await query(`SELECT key, user_id AS user FROM storage WHERE collection = 'receipts'`),
    notices: await query(`SELECT user_id AS user, content->>'id' AS id, code FROM notification`),
    records: await query(`SELECT leaderboard_id AS board, owner_id AS user, score, extract(epoch FROM expiry_time)::bigint AS period FROM leaderboard_record`),
    results: await query(`SELECT key, value FROM storage WHERE collection = 'results'`),
    lifetimes: await query(`SELECT user_id AS user, value FROM storage WHERE collection = 'stats' AND key = 'lifetime'`),
    unlocks: await query(`SELECT user_id AS user, value FROM storage WHERE collection = 'unlocks' AND key = 'hats'`),
    invitations: await query(`SELECT key, value FROM storage WHERE collection = 'referrals' AND key LIKE 'invited:%'`),
    outbox: await query(`SELECT key FROM storage WHERE collection = 'outbox'`),
    pending: await query(`SELECT key FROM storage WHERE collection = 'results_pending' AND NOT value ? 'recheck_at'`),
  };
  const found = [];
  const figures = {
    deployment: deployment.name, seed: deployment.random.seed,
    rewards: auditRewards(deployment, data, found), wallets: auditWallets(data, found),
    games: auditGames(data, games, found), referrals: auditReferrals(data, found), shop: auditShop(data, shop, found),
  };
  for (const { key } of data.outbox) found.push(`notice ${key}: not delivered`);
  return { ...figures, discrepancies: found.slice(0, 20), discrepancyCount: found.length };
}

// The periods that have ended: those of the rounds, and those in which only games
// were played, once they have settled.
const endedPeriods = (records, ends) =>
  new Set([...ends, ...records.map(({ period }) => period).filter(period => period < Date.now() / 1000 - settledSeconds)]);

// Every winner of every ended period has the coins once, and one notice.
function auditRewards(deployment, { users, rows, notices, records }, found) {
  const accounts = new Set(users.map(({ user }) => user));
  const periods = endedPeriods(records, deployment.ends);
  const ended = records.filter(({ board, period }) => board === tournament && periods.has(period));
  const expected = expectedPayments(ended);
  const payable = expected.filter(({ user }) => accounts.has(user));
  const paid = by(rows.filter(({ ref }) => ref?.startsWith('reward:')), ({ ref }) => ref);
  const notified = by(notices, ({ id }) => id);
  const count = {
    participants: ended.length, expected: payable.length, withoutAccount: expected.length - payable.length,
    payments: 0, coins: 0, double: 0, missing: 0, wrong: 0, notNotified: 0, notifiedTwice: 0,
  };
  const report = (counter, text) => {
    count[counter]++;
    found.push(text);
  };
  for (const { ref, user, coins } of payable) {
    const payments = paid.get(ref) ?? [];
    const notes = notified.get(ref) ?? [];
    count.payments += payments.length;
    count.coins += payments.reduce((sum, row) => sum + row.coins, 0);
    if (payments.length === 0) report('missing', `${ref}: not paid`);
    if (payments.length > 1) report('double', `${ref}: paid ${payments.length} times`);
    if (payments.some(row => row.coins !== coins || row.user !== user)) report('wrong', `${ref}: ${JSON.stringify(payments)} instead of ${coins}`);
    if (notes.length === 0) report('notNotified', `${ref}: no notice`);
    if (notes.length > 1) report('notifiedTwice', `${ref}: ${notes.length} notices`);
  }
  const due = new Set(payable.map(({ ref }) => ref));
  for (const ref of paid.keys()) if (!due.has(ref)) report('wrong', `${ref}: paid to one who did not win`);
  return count;
}

// Every wallet is the sum of its ledger; every row has a receipt, once.
function auditWallets({ users, rows, receipts }, found) {
  const sums = new Map();
  for (const { user, coins } of rows) sums.set(user, (sums.get(user) ?? 0) + coins);
  for (const { user, coins } of users) {
    if (coins !== (sums.get(user) ?? 0)) found.push(`wallet of ${user}: ${coins}, its ledger ${sums.get(user) ?? 0}`);
  }
  const receipted = new Set(receipts.map(({ key, user }) => (key === 'starter' ? `${user} ${key}` : key)));
  const named = row => (row.ref === 'starter' ? `${row.user} ${row.ref}` : row.ref);
  for (const [ref, same] of by(rows, named)) {
    if (!receipted.has(ref)) found.push(`ledger row ${ref}: no receipt`);
    if (same.length > 1) found.push(`ledger row ${ref}: ${same.length} times`);
  }
  const moved = new Set(rows.map(named));
  for (const ref of receipted) if (!moved.has(ref)) found.push(`receipt ${ref}: no ledger row`);
  return { wallets: users.length, ledgerRows: rows.length, receipts: receipts.length };
}

// Statistics and boards agree with the durable results, and every result that
// a player was sent is durable.
function auditGames({ records, results, lifetimes, pending }, games, found) {
  const totals = new Map();
  for (const { value } of results) {
    for (const player of value.players.filter(({ counted }) => counted)) {
      const sum = totals.get(player.user_id) ?? { games: 0, wins: 0 };
      sum.games++;
      sum.wins += (player.updates ?? []).filter(({ board }) => board !== tournament).reduce((n, update) => n + update.points, 0);
      totals.set(player.user_id, sum);
    }
  }
  for (const { user, value } of lifetimes) {
    const { games: played = 0, wins = 0 } = totals.get(user) ?? {};
    if (value.games !== played) found.push(`statistics of ${user}: ${value.games} games, the results ${played}`);
    const board = records.filter(r => r.user === user && r.board !== tournament).reduce((sum, { score }) => sum + score, 0);
    if (value.crew_wins + value.imposter_wins !== wins) found.push(`statistics of ${user}: other wins than the results' ${wins}`);
    if (board !== wins) found.push(`boards of ${user}: ${board} wins, the results ${wins}`);
  }
  const durable = new Set(results.map(({ key }) => key));
  for (const result of games.received.values()) {
    if (!durable.has(result.game)) found.push(`game ${result.game}: sent to a player, but not durable`);
  }
  for (const { key } of pending) found.push(`game ${key}: still pending`);
  return { played: games.played, durable: results.length, cutOff: games.cutOff, resultsReceived: games.received.size };
}

// Each invited player who has a counted game, and the inviter, got the coins
// once and one notice.
function auditReferrals({ invitations, lifetimes, rows, notices }, found) {
  const played = new Set(lifetimes.map(({ user }) => user));
  const paid = by(rows, ({ ref }) => ref);
  const notified = by(notices, ({ id }) => id);
  let payments = 0;
  for (const { key } of invitations) {
    const invitee = key.slice('invited:'.length);
    if (!played.has(invitee)) continue;
    for (const ref of [`referral:invitee:${invitee}`, `referral:inviter:${invitee}`]) {
      payments += paid.get(ref)?.length ?? 0;
      if (paid.get(ref)?.length !== 1) found.push(`${ref}: paid ${paid.get(ref)?.length ?? 0} times`);
      if (notified.get(ref)?.length !== 1) found.push(`${ref}: ${notified.get(ref)?.length ?? 0} notices`);
    }
  }
  return { invitations: invitations.length, payments };
}

// Each grant and each purchase happened once, and each repeat got the same answer.
function auditShop({ rows, unlocks }, shop, found) {
  const hats = new Map(unlocks.map(({ user, value }) => [user, value.hats]));
  for (const { user_id: user, coins, key, answers } of shop.grants) {
    const paid = rows.filter(({ ref }) => ref === `grant:${key}`);
    if (paid.length !== 1 || paid[0].coins !== coins || paid[0].user !== user) found.push(`grant ${key}: ${JSON.stringify(paid)}`);
    if (new Set(answers).size !== 1) found.push(`grant ${key}: answered differently: ${answers.join(' and ')}`);
  }
  for (const { user, item } of shop.purchases) {
    const paid = rows.filter(row => row.user === user && row.ref?.startsWith('purchase:'));
    if (paid.length !== 1 || paid[0].coins >= 0) found.push(`purchase of ${user}: ${JSON.stringify(paid)}`);
    if (hats.get(user)?.filter(hat => hat === item).length !== 1) found.push(`purchase of ${user}: owns ${hats.get(user)}`);
  }
  return { requests: shop.requests, grants: shop.grants.length, purchases: shop.purchases.length, refused: shop.refused };
}
