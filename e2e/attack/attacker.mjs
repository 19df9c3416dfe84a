// A process that runs one attack and ends. Its priority is lower: an attacker has a
// machine of their own.
import { getPriority, setPriority } from 'node:os';
import { Attack } from './client.mjs';
import { attacks } from './attacks.mjs';

const [name, options] = process.argv.slice(2);
setPriority(Math.min(19, getPriority() + 10));
const attack = new Attack(JSON.parse(options));
const error = await attacks[name](attack).then(() => undefined, ({ message }) => message);
attack.close();
console.log(JSON.stringify({ counts: attack.counts, error }));
process.exit(0);
