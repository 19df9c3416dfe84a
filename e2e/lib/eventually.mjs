// Waiting for a condition that no event announces: ask again and again.
import { setTimeout as delay } from 'node:timers/promises';

const pause = 300; // milliseconds: the server limits how often a player may ask

/** Asks until the answer is truthy, and returns it; after the time the last answer. */
export async function eventually(ask, milliseconds = 10_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
    await delay(pause);
  }
}
