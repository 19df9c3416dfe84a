// Searches the bytes that a player was sent for secrets: in both encodings, and
// without relying on the schema.
import { op } from './protocol.mjs';

/** What a player was sent in a match, in order, up to the end of the game. */
export async function transcript(seat) {
  const messages = [];
  for (const frame of seat.player.frames) {
    const { match_data: data, ...other } = JSON.parse(frame);
    if (!data) {
      messages.push({ code: 0, bytes: Buffer.from(JSON.stringify(other)), payload: {} });
      continue;
    }
    const code = Number(data.op_code);
    if (code === op.gameOver) break;
    const bytes = Buffer.from(data.data ?? '', 'base64');
    const payload = bytes.length ? await seat.codec.decode(code, bytes) : {};
    messages.push({ code, sender: data.presence?.user_id, bytes, payload });
  }
  return messages;
}

/** How often the bytes contain a text. */
export const occurrences = (bytes, text) => bytes.toString('latin1').split(text).length - 1;

const float = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};

// A number of thousandths as protobuf's sint32.
const varint = value => {
  const bytes = [];
  let rest = value < 0 ? -2000 * value - 1 : 2000 * value;
  for (; rest > 127; rest >>>= 7) bytes.push(rest & 127 | 128);
  return Buffer.from([...bytes, rest]);
};

/**
 * Whether the bytes contain a position: as JSON, or in a binary form as two numbers
 * that follow each other, with a y between them that is 0 or left out.
 */
export function holdsPlace(bytes, { x, z }) {
  const text = bytes.toString('latin1');
  if (new RegExp(`"x":${x},"y":[^,]*,"z":${z}[,}]`).test(text)) return true;
  if (new RegExp(`[[,]${1000 * x},-?[0-9]+,${1000 * z}[\\],]`).test(text)) return true;
  return near(bytes, float(x), float(z)) || near(bytes, varint(x), varint(z));
}

function near(bytes, first, second) {
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    const next = bytes.indexOf(second, at + first.length);
    if (next >= 0 && next - at <= 10) return true;
  }
  return false;
}

// Only the names of these settings may contain the word.
const harmless = /"imposters":\d|"imposter_sight":/g;

/** Whether the bytes contain the name of the imposters' role. */
export const namesRole = bytes => bytes.toString('latin1').replace(harmless, '').includes('imposter');
