// Databases with Nakama's tables, and weeks that end every minute.
import { run } from '../lib/process.mjs';

/** Makes the database with Nakama's tables. */
export function migrate(cluster, name) {
  return run('nakama', ['migrate', 'up', '--database.address', cluster.address(name), '--logger.level', 'warn']);
}

/**
 * A week that ends at one second of every minute, for the first time in
 * `seconds` or more. Answers the settings of it, and when it ends next.
 */
export function shortWeek(seconds, env = {}) {
  const second = new Date(Date.now() + seconds * 1000).getUTCSeconds();
  return {
    env: {
      SAGISHI_WEEK_RESET: `${second} * * * * * *`, SAGISHI_SETTLE_SECONDS: '1', SAGISHI_RECONCILE_SECONDS: '2',
      SAGISHI_PRIZES_FILE: 'prizes.json', ...env,
    },
    nextEnd(after = Date.now() / 1000) {
      const minute = Math.floor(after / 60) * 60 + second;
      return minute > after ? minute : minute + 60;
    },
  };
}
