// Every message of the socket and every call, in and out, for the developer's drawer.
import { WebSocketAdapterText } from '../vendor/nakama-js.mjs';
import { nameOf } from '../match/ops.mjs';

const kept = 500;

/**
 * One message of the socket, or one call or answer of HTTP.
 * @typedef {object} Entry
 * @property {number} id
 * @property {'in'|'out'} way
 * @property {number} at     milliseconds since the page was opened
 * @property {number} op     of match data; 0 for everything else
 * @property {string} name
 * @property {number} size   of the message's JSON, in bytes or nearly
 * @property {unknown} body  decoded
 */

/** The last messages, oldest first. */
export class Wire {
  constructor() {
    /** @type {Entry[]} */
    this.entries = [];
    this.count = 0;
    this.bytes = { in: 0, out: 0 };
    /** Called with each new entry. @type {(entry: Entry) => void} */
    this.onentry = () => {};
  }

  /** Notes a message of the socket. @param {'in'|'out'} way @param {Record<string, any>} message */
  note(way, message) {
    this.add(way, describe(message));
  }

  /** Notes a call over HTTP, or its answer. @param {'in'|'out'} way @param {string} name @param {string} text */
  noteCall(way, name, text) {
    this.add(way, { op: 0, name, size: text.length, body: parsed(text) });
  }

  /** @param {'in'|'out'} way @param {{op: number, name: string, size: number, body: unknown}} what */
  add(way, what) {
    const entry = { id: ++this.count, way, at: performance.now(), ...what };
    this.bytes[way] += entry.size;
    this.entries.push(entry);
    if (this.entries.length > kept) this.entries.shift();
    this.onentry(entry);
  }
}

/** @param {Record<string, any>} message */
function describe(message) {
  const data = message.match_data ?? message.match_data_send;
  if (data) {
    const text = typeof data.data === 'string' ? data.data : new TextDecoder().decode(data.data ?? new Uint8Array());
    const op = Number(data.op_code);
    return { op, name: nameOf(op), size: text.length, body: parsed(text) };
  }
  const name = Object.keys(message).find(key => key !== 'cid') ?? 'answer';
  const text = JSON.stringify(message);
  return { op: 0, name, size: text.length, body: JSON.parse(text) };
}

/** @param {string} text */
function parsed(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return text;
  }
}

/** The official adapter, which also notes what passes. */
export class NotingAdapter extends WebSocketAdapterText {
  /** @param {Wire} wire */
  constructor(wire) {
    super();
    this.wire = wire;
  }

  get onMessage() {
    return super.onMessage;
  }

  set onMessage(receive) {
    super.onMessage = receive && ((/** @type {any} */ message) => {
      this.wire.note('in', message);
      receive(message);
    });
  }

  /** @param {any} message */
  send(message) {
    this.wire.note('out', message);
    super.send(message);
  }
}

/**
 * A fetch that also notes calls and answers.
 * @param {Wire} wire @param {typeof fetch} plain
 * @returns {typeof fetch}
 */
export function notingFetch(wire, plain) {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const name = `${init?.method ?? 'GET'} ${new URL(address, location.href).pathname}`;
    wire.noteCall('out', name, typeof init?.body === 'string' ? init.body : '');
    const answer = await plain(input, init);
    const text = await answer.clone().text();
    wire.noteCall('in', `${answer.status} ${name}`, text);
    return answer;
  };
}
