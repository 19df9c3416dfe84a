// The match protocol's two encodings, by the schema that documents it.
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

/** Op codes by name. */
export const op = {
  position: 1, vote: 2, start: 3, settings: 4, kick: 5, kill: 6, report: 7, task: 8, sabotage: 9, repair: 10, vent: 11,
  resync: 12, move: 13, bots: 14, state: 100, phase: 101, role: 102, snapshot: 103, tally: 104, death: 105, tasks: 106,
  sabotaged: 107, players: 108, rejected: 109, gameOver: 110, results: 111,
};

const fromClient = {
  1: 'Position', 2: 'Vote', 3: 'Start', 4: 'Settings', 5: 'Kick', 6: 'Kill', 7: 'Report', 8: 'Task', 9: 'Sabotage',
  10: 'Repair', 11: 'Vent', 12: 'Resync', 13: 'Move', 14: 'Bots',
};
const fromServer = {
  1: 'Position', 2: 'VoteSeen', 100: 'State', 101: 'Phase', 102: 'Role', 103: 'Snapshot', 104: 'Tally', 105: 'Death',
  106: 'Tasks', 107: 'Sabotaged', 108: 'Players', 109: 'Rejected', 110: 'GameOver', 111: 'Results',
};

// The messages of op 103, by the metadata "positions".
const snapshots = { packed: 'PackedSnapshot', course: 'Courses' };

const here = path => fileURLToPath(new URL(path, import.meta.url));
let loaded;
async function type(name) {
  loaded ??= load();
  return (await loaded).lookupType(`sagishi.v1.${name}`);
}

const text = new TextDecoder('utf-8', { fatal: true });

function load() {
  const root = new protobuf.Root();
  // The library brings Google's own schemas with it.
  root.resolvePath = (origin, target) => target.startsWith('google/') ? here(`../node_modules/protobufjs/${target}`) : target;
  return root.load(here('../../protocol/sagishi.proto'), { keepCase: true });
}

const encodings = {
  json: {
    encode: async (code, payload) => JSON.stringify(payload),
    decode: async (name, data) => JSON.parse(text.decode(data)),
  },
  protobuf: {
    encode: async (code, payload) => Uint8Array.from((await type(fromClient[code])).encode(payload).finish()),
    decode: async (name, data) => {
      const message = await type(name);
      return message.toObject(message.decode(data), { longs: Number, defaults: true, arrays: true });
    },
  },
};

// Converts a PackedSnapshot to a Snapshot.
function unpack({ positions, ...rest }) {
  const places = [];
  for (let i = 0; i < positions.length; i += 4) {
    const [x, y, z] = positions.slice(i + 1, i + 4).map(n => n / 1000);
    places.push({ index: positions[i], x, y, z });
  }
  return { ...rest, positions: places };
}

/** The encoding of payloads, by the metadata with which a client joins. */
export function codec({ encoding = 'json', positions } = {}) {
  const { encode, decode } = encodings[encoding];
  return {
    encode,
    decode: async (code, data) => {
      if (code !== op.snapshot) return decode(fromServer[code], data);
      const message = await decode(snapshots[positions] ?? 'Snapshot', data);
      return positions === 'packed' ? unpack(message) : message;
    },
  };
}
