// What went wrong, in words that a player may read.
import { texts } from '../texts.mjs';

/** An answer that refuses a call: Nakama's code and the server's message. */
export class Refusal extends Error {
  /** @param {string} message @param {number} code @param {number} [status] of HTTP */
  constructor(message, code, status = 0) {
    super(message);
    Object.assign(this, { code, status });
    this.code = code;
    this.status = status;
  }
}

/**
 * The official client rejects with a Response, with {code, message} or with a
 * text. Makes an Error of any of them.
 * @param {any} thrown
 * @returns {Promise<Error>}
 */
export async function toError(thrown) {
  if (thrown instanceof Response) {
    const body = await thrown.json().catch(() => ({}));
    return new Refusal(body.message ?? texts.errors.http(thrown.status), body.code ?? 0, thrown.status);
  }
  if (thrown instanceof TypeError) return new Error(texts.errors.unreachable);
  if (thrown instanceof Error) return thrown;
  if (thrown?.message) return new Refusal(thrown.message, thrown.code ?? 0);
  return new Error(typeof thrown === 'string' ? thrown : texts.errors.unknown);
}
