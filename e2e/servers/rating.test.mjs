// The plugin's ratings against the npm package openskill, in random games.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rate } from 'openskill';
import { works } from '../lib/process.mjs';
import { state } from '../lib/state.mjs';

const games = 3000;
const hasGo = await works('go', ['version']);

/** Random numbers from a seed: mulberry32. */
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

test(`ratings equal openskill's in ${games} games of two teams`, { skip: !hasGo && 'only with Go on the PATH' }, () => {
  const seed = Date.now() % 1e9;
  const random = generator(seed);
  const team = () => Array.from({ length: 1 + Math.floor(random() * 12) }, () => ({ mu: random() * 60 - 5, sigma: 0.5 + random() * 9 }));
  const played = Array.from({ length: games }, () => ({ winner: { Players: team() }, loser: { Players: team() } }));
  const ours = JSON.parse(execFileSync('go', ['run', './e2e/openskill'],
    { cwd: state().root, input: JSON.stringify(played), maxBuffer: 1 << 28 }));
  for (const [i, { winner, loser }] of played.entries()) {
    const theirs = rate([winner.Players, loser.Players], { tau: 25 / 300 }).flat();
    for (const [p, player] of [...ours[i].winners, ...ours[i].losers].entries()) {
      for (const key of ['mu', 'sigma']) {
        assert.ok(Math.abs(player[key] - theirs[p][key]) < 1e-9,
          `seed ${seed}, game ${i}, player ${p}: ${key} ${player[key]}, openskill has ${theirs[p][key]}`);
      }
    }
  }
});
