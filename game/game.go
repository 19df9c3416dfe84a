package game

// Config is what a match is made with.
type Config struct {
	TickRate int      // ticks a second, 1..60
	Mode     Mode     //
	Map      *Map     // never changed by the game
	Settings Settings // valid
	Seed     [32]byte // from a secure source; whoever knows it knows the roles
}
