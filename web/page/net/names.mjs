// A friendly name for a new player, who may change it.

const first = ['Bold', 'Calm', 'Quick', 'Quiet', 'Lucky', 'Clever', 'Sunny', 'Brave', 'Merry', 'Gentle', 'Nimble', 'Witty'];
const second = ['Otter', 'Heron', 'Badger', 'Lynx', 'Finch', 'Beetle', 'Marten', 'Robin', 'Squid', 'Falcon', 'Hare', 'Mole'];

/** Such as BoldOtter417. */
export function newName() {
  const [a, b, n] = crypto.getRandomValues(new Uint32Array(3));
  return `${first[a % first.length]}${second[b % second.length]}${100 + n % 900}`;
}
