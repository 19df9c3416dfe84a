// What the bytes that a player was sent may not hold. It reads them as an
// eavesdropper would: in both encodings, and without trusting the schema.
import { encodings, op } from './protocol.mjs';

/** What a player was sent in a match, in order, up to the end of the game. */
export async function transcript(seat, encoding) {
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
    const payload = bytes.length ? await encodings[encoding].decode(code, bytes) : {};
    messages.push({ code, sender: data.presence?.user_id, bytes, payload });
  }
  return messages;
}

/** How often a text is in the bytes. */
export const occurrences = (bytes, text) => bytes.toString('latin1').split(text).length - 1;

const float = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};

/**
 * Whether a place is in the bytes: as JSON, or as the two floats that follow
 * each other in the binary form, with a y that is 0 or left out.
 */
export function holdsPlace(bytes, { x, z }) {
  if (new RegExp(`"x":${x},"y":[^,]*,"z":${z}[,}]`).test(bytes.toString('latin1'))) return true;
  const first = float(x);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    const next = bytes.indexOf(float(z), at + 4);
    if (next >= 0 && next - at <= 10) return true;
  }
  return false;
}

// Names of settings and nothing else may hold the word.
const harmless = /"imposters":\d|"imposter_sight":/g;

/** Whether the bytes hold the name of the imposters' role, in any message. */
export const namesRole = bytes => bytes.toString('latin1').replace(harmless, '').includes('imposter');
