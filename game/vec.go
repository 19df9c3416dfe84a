package game

// Vec is a place or a direction, in thousandths of the map's unit. Integers
// make every distance the same on every machine.
type Vec struct{ X, Y, Z int32 }

// Milli is how many steps of a Vec make one unit of the map.
const Milli = 1000
