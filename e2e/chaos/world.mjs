// What every run needs of a database with servers on it.
import { run } from '../lib/process.mjs';

/** Makes the database with Nakama's tables. */
export function migrate(cluster, name) {
  return run('nakama', ['migrate', 'up', '--database.address', cluster.address(name), '--logger.level', 'warn']);
}

/** A week that ends at one second of every minute, the first time in `seconds` or more. */
export function week(seconds, env = {}) {
  const second = new Date(Date.now() + seconds * 1000).getUTCSeconds();
  return {
    env: {
      SAGISHI_WEEK_RESET: `${second} * * * * * *`, SAGISHI_SETTLE_SECONDS: '1', SAGISHI_RECONCILE_SECONDS: '2',
      SAGISHI_PRIZES_FILE: 'prizes.json', ...env,
    },
    next(after = Date.now() / 1000) {
      const minute = Math.floor(after / 60) * 60 + second;
      return minute > after ? minute : minute + 60;
    },
  };
}
