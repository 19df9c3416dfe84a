// The books of a world, balanced from the database alone.
import { owed, tournament } from './entrants.mjs';

const by = (rows, key) => {
  const map = new Map();
  for (const row of rows) map.set(key(row), [...(map.get(key(row)) ?? []), row]);
  return map;
};

/** Balances the books and answers the figures, with every fault in words. */
export async function audit(world, games, shop) {
  const query = text => world.cluster.query(world.name, text);
  const books = {
    users: await query(`SELECT id AS user, coalesce((wallet->>'coins')::bigint, 0) AS coins FROM users`),
    rows: await query(`SELECT user_id AS user, metadata->>'ref' AS ref, (changeset->>'coins')::bigint AS coins FROM wallet_ledger`),
    receipts: await query(`SELECT key, user_id AS user, value FROM storage WHERE collection = 'receipts'`),
    notices: await query(`SELECT user_id AS user, content->>'id' AS id, code FROM notification`),
    records: await query(`SELECT leaderboard_id AS board, owner_id AS user, score, extract(epoch FROM expiry_time)::bigint AS period FROM leaderboard_record`),
    results: await query(`SELECT key, value FROM storage WHERE collection = 'results'`),
    lifetimes: await query(`SELECT user_id AS user, value FROM storage WHERE collection = 'stats' AND key = 'lifetime'`),
    unlocks: await query(`SELECT user_id AS user, value FROM storage WHERE collection = 'unlocks' AND key = 'hats'`),
    invitations: await query(`SELECT key, value FROM storage WHERE collection = 'referrals' AND key LIKE 'invited:%'`),
    outbox: await query(`SELECT key FROM storage WHERE collection = 'outbox'`),
    unfinished: await query(`SELECT key FROM storage WHERE collection = 'results_pending'`),
  };
  const faults = [];
  const figures = {
    world: world.name, seed: world.random.seed, ...turmoil(world),
    rewards: rewards(world, books, faults), wallets: wallets(books, faults),
    games: counted(books, games, faults), referrals: referred(books, faults), shop: bought(books, shop, faults),
  };
  return { ...figures, faults: faults.slice(0, 20), faultCount: faults.length };
}

function turmoil(world) {
  const sum = of => world.nodes.map(of).reduce((a, b) => a + b, 0);
  return {
    periods: world.ends.length, kills: sum(node => node.kills), killsAtGameEnds: world.gameKills,
    databaseCuts: world.cluster.cuts, starts: sum(node => node.starts),
  };
}

// Every winner of every ended period has the coins once, and one notice.
function rewards(world, { users, rows, notices, records }, faults) {
  const alive = new Set(users.map(({ user }) => user));
  const ended = records.filter(({ board, period }) => board === tournament && world.ends.includes(period));
  const debts = owed(ended);
  const payable = debts.filter(({ user }) => alive.has(user));
  const paid = by(rows.filter(({ ref }) => ref?.startsWith('reward:')), ({ ref }) => ref);
  const told = by(notices, ({ id }) => id);
  const count = { entrants: ended.length, owed: payable.length, payments: 0, coins: 0, double: 0, lost: 0, wrong: 0, untold: 0, toldTwice: 0 };
  for (const { ref, user, coins } of payable) {
    const payments = paid.get(ref) ?? [];
    const notes = told.get(ref) ?? [];
    count.payments += payments.length;
    count.coins += payments.reduce((sum, row) => sum + row.coins, 0);
    if (payments.length === 0) faults.push(`${ref}: lost`), count.lost++;
    if (payments.length > 1) faults.push(`${ref}: paid ${payments.length} times`), count.double++;
    if (payments.some(row => row.coins !== coins || row.user !== user)) faults.push(`${ref}: ${JSON.stringify(payments)} instead of ${coins}`), count.wrong++;
    if (notes.length === 0) faults.push(`${ref}: untold`), count.untold++;
    if (notes.length > 1) faults.push(`${ref}: told ${notes.length} times`), count.toldTwice++;
  }
  const due = new Set(payable.map(({ ref }) => ref));
  for (const ref of paid.keys()) if (!due.has(ref)) faults.push(`${ref}: paid but not owed`), count.wrong++;
  count.withoutAccount = debts.length - payable.length;
  return count;
}

// Every wallet is what its ledger says; every row has a receipt, once.
function wallets({ users, rows, receipts }, faults) {
  const sums = new Map();
  for (const { user, coins } of rows) sums.set(user, (sums.get(user) ?? 0) + coins);
  for (const { user, coins } of users) {
    if (coins !== (sums.get(user) ?? 0)) faults.push(`wallet of ${user}: ${coins}, its ledger ${sums.get(user) ?? 0}`);
  }
  const owned = new Set(receipts.map(({ key, user }) => (key === 'starter' ? `${user} ${key}` : key)));
  const named = row => (row.ref === 'starter' ? `${row.user} ${row.ref}` : row.ref);
  for (const [ref, same] of by(rows, named)) {
    if (!owned.has(ref)) faults.push(`ledger row ${ref}: no receipt`);
    if (same.length > 1) faults.push(`ledger row ${ref}: ${same.length} times`);
  }
  const moved = new Set(rows.map(named));
  for (const ref of owned) if (!moved.has(ref)) faults.push(`receipt ${ref}: no ledger row`);
  return { wallets: users.length, ledgerRows: rows.length, receipts: receipts.length };
}

// Statistics and boards are what the durable results say, and whoever was told
// of a result can rely on it.
function counted({ records, results, lifetimes, unfinished }, games, faults) {
  const truth = new Map();
  for (const { value } of results) {
    for (const player of value.players.filter(({ counted }) => counted)) {
      const sum = truth.get(player.user_id) ?? { games: 0, wins: 0 };
      sum.games++;
      sum.wins += (player.updates ?? []).filter(({ board }) => board !== tournament).reduce((n, { points }) => n + points, 0);
      truth.set(player.user_id, sum);
    }
  }
  for (const { user, value } of lifetimes) {
    const { games: played = 0, wins = 0 } = truth.get(user) ?? {};
    if (value.games !== played) faults.push(`statistics of ${user}: ${value.games} games, the results ${played}`);
    const board = records.filter(r => r.user === user && r.board !== tournament).reduce((sum, { score }) => sum + score, 0);
    if (value.crew_wins + value.imposter_wins !== wins) faults.push(`statistics of ${user}: other wins than the results' ${wins}`);
    if (board !== wins) faults.push(`boards of ${user}: ${board} wins, the results ${wins}`);
  }
  const durable = new Set(results.map(({ key }) => key));
  for (const result of games.told.values()) {
    if (!durable.has(result.game)) faults.push(`game ${result.game}: told, but not durable`);
  }
  for (const { key } of unfinished) faults.push(`game ${key}: unfinished`);
  return { toTheEnd: games.played, durable: results.length, cutOff: games.cutOff, toldPlayers: games.told.size };
}

// Each invited player who has a counted game, and who invited, got the coins
// once and was told once.
function referred({ invitations, lifetimes, rows, notices, outbox }, faults) {
  const played = new Set(lifetimes.map(({ user }) => user));
  const paid = by(rows, ({ ref }) => ref);
  const told = by(notices, ({ id }) => id);
  let payments = 0;
  for (const { key } of invitations) {
    const invitee = key.slice('invited:'.length);
    if (!played.has(invitee)) continue;
    for (const ref of [`referral:invitee:${invitee}`, `referral:inviter:${invitee}`]) {
      payments += paid.get(ref)?.length ?? 0;
      if (paid.get(ref)?.length !== 1) faults.push(`${ref}: paid ${paid.get(ref)?.length ?? 0} times`);
      if (told.get(ref)?.length !== 1) faults.push(`${ref}: told ${told.get(ref)?.length ?? 0} times`);
    }
  }
  for (const { key } of outbox) faults.push(`letter ${key}: not delivered`);
  return { invitations: invitations.length, payments };
}

// Each grant and each purchase happened once, and was answered alike.
function bought({ rows, unlocks }, shop, faults) {
  const hats = new Map(unlocks.map(({ user, value }) => [user, value.hats]));
  for (const { user_id: user, coins, key, answers } of shop.grants) {
    const paid = rows.filter(({ ref }) => ref === `grant:${key}`);
    if (paid.length !== 1 || paid[0].coins !== coins || paid[0].user !== user) faults.push(`grant ${key}: ${JSON.stringify(paid)}`);
    if (new Set(answers).size !== 1) faults.push(`grant ${key}: answered differently: ${answers.join(' and ')}`);
  }
  for (const { user, item } of shop.purchases) {
    const paid = rows.filter(row => row.user === user && row.ref?.startsWith('purchase:'));
    if (paid.length !== 1 || paid[0].coins >= 0) faults.push(`purchase of ${user}: ${JSON.stringify(paid)}`);
    if (hats.get(user)?.filter(hat => hat === item).length !== 1) faults.push(`purchase of ${user}: owns ${hats.get(user)}`);
  }
  return { requests: shop.asked, grants: shop.grants.length, purchases: shop.purchases.length, refused: shop.refused };
}
