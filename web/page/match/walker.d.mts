import type { Place, Wall } from './protocol.mjs';
import type { Spot } from './types.mjs';

export class Walker {
  constructor(at: Spot | Place, options: { speed: number; tickRate?: number; bounds: number; walls?: Wall[] });
  at: Spot;
  past: Spot[];
  dx: number;
  dz: number;
  step: number; // units a tick
  walls: Wall[];
  bounds: number;
  put(at: Spot): void;
  turn(direction: { dx?: number; dz?: number }): void;
  tick(): void;
  reconcile(at: Spot): number;
}
