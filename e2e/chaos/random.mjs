// A replayable source of chance: mulberry32.
export class Random {
  constructor(seed) {
    this.seed = seed;
    this.state = seed >>> 0;
  }

  fraction() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(low, high) {
    return low + this.fraction() * (high - low);
  }

  choose(list) {
    return list[Math.floor(this.fraction() * list.length)];
  }
}
