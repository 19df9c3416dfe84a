// What becomes true by itself, with nothing that would tell of it.

/** Asks until the answer is truthy. Answers it, or the last one. */
export async function eventually(ask, milliseconds = 10_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
  }
}
