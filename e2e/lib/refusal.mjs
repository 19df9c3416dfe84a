// Refused calls, over HTTP and over the socket.
import assert from 'node:assert/strict';

/** gRPC codes, as in the protocol. */
export const codes = {
  invalid: 3, notFound: 5, denied: 7, exhausted: 8, precondition: 9, aborted: 10, internal: 13, unavailable: 14,
  unauthenticated: 16,
};

/** Waits for a call to be refused and returns {code, message}. */
export async function refusal(call) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof Response) return JSON.parse(await error.text());
    if (error instanceof Error) throw error;
    return error; // the socket's errors: {code, message}
  }
  return assert.fail(`it was allowed: ${JSON.stringify(answer)}`);
}

/** Expects a call over HTTP to be refused with a code and a message that fits. */
export async function refused(call, code, message = /./) {
  const answer = await refusal(call);
  assert.equal(answer.code, code, JSON.stringify(answer));
  assert.match(answer.message, message);
  return answer;
}

/** Expects a call over the socket to be refused: there only the message gives the reason. */
export async function refusedOnSocket(call, message = /./) {
  const answer = await refusal(call);
  assert.match(String(answer.message ?? answer), message);
  return answer;
}
