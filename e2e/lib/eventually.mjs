// Waiting for a condition that no event announces: ask again and again.
import { setTimeout as delay } from 'node:timers/promises';

const patience = 60_000; // milliseconds: ends a test that hangs, also on a slow, busy machine
const pause = 300; // milliseconds: the server limits how often a player may ask

/** Asks until the answer is truthy, and returns it; after the time the last answer. */
export async function eventually(ask, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
    await delay(pause);
  }
}
