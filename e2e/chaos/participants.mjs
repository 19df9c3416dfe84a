// Participants of a tournament's period, made in the database, and what they win.

export const tournament = 'weekly_top_detective';

/** The prize table of these runs: so many payments that a kill is likely to hit one. */
export const prizes = {
  prizes: [{ from: 1, to: 1, coins: 1000 }, { from: 2, to: 3, coins: 500 }, { from: 4, to: 10, coins: 250 }, { from: 11, to: 150, coins: 10 }],
  min_score: 1,
};

const coinsOf = rank => prizes.prizes.find(({ from, to }) => rank >= from && rank <= to)?.coins ?? 0;

/** Adds new players to the period that ends at `end` (unix seconds), with scores up to `maxScore`. */
export async function addParticipants(cluster, database, { count, end, maxScore, prefix }) {
  await cluster.execute(database, `
    WITH participant AS (
      INSERT INTO users (id, username) SELECT gen_random_uuid(), '${prefix}-' || n FROM generate_series(1, ${count}) n
      RETURNING id, username
    ), scored AS (
      INSERT INTO leaderboard_record (leaderboard_id, owner_id, username, score, expiry_time)
      SELECT '${tournament}', id, username, ${maxScore === 1 ? 1 : `floor(random() * ${maxScore + 1})`}, to_timestamp(${end}) FROM participant RETURNING 1
    ) SELECT count(*) FROM scored`);
}

/** The payments that the records of the ended periods call for, by the rules alone. */
export function expectedPayments(records) {
  const payments = [];
  for (const period of new Set(records.map(record => record.period))) {
    const participants = records.filter(record => record.period === period);
    for (const { user, score } of participants) {
      const rank = 1 + participants.filter(other => other.score > score).length;
      const coins = score >= prizes.min_score ? coinsOf(rank) : 0;
      if (coins > 0) payments.push({ period, user, rank, score, coins, ref: `reward:${tournament}:${period}:${user}` });
    }
  }
  return payments;
}
