// What becomes true by itself, with nothing that would tell of it.
import { setTimeout as delay } from 'node:timers/promises';

const pause = 300; // milliseconds: the server paces who asks

/** Asks until the answer is truthy. Answers it, or the last one. */
export async function eventually(ask, milliseconds = 10_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
    await delay(pause);
  }
}
