package game

// Config is what a match is made with.
type Config struct {
	TickRate int      // ticks a second, 1..60
	Mode     Mode     //
	Map      *Map     // never changed by the game
	Settings Settings // valid
	Seed     [32]byte // from a secure source; whoever knows it knows the roles
}

// Refusal says why a player may not join. Text is short and stable.
type Refusal struct{ Text string }

// Error is the text.
func (r *Refusal) Error() string { return r.Text }

// Room is where what a player writes goes.
type Room string

// The rooms.
const (
	ChatNone   Room = "none"   // nowhere
	ChatAll    Room = "all"    // to the whole match
	ChatGhosts Room = "ghosts" // to the dead alone
)

// Game is one match. It moves only by Step.
type Game struct{ cfg Config }

// New makes a match in its lobby, without players.
func New(cfg Config) *Game { return &Game{cfg: cfg} }

// MayJoin says why a player could not join now: a *Refusal, or nil.
func (g *Game) MayJoin(id PlayerID) error { return nil }

// Join gives a player a seat, or the own seat back.
func (g *Game) Join(id PlayerID, username string) error { return nil }

// Leave gives up a player's seat.
func (g *Game) Leave(id PlayerID) {}

// Drop marks a player's connection as lost.
func (g *Game) Drop(id PlayerID) {}

// Reserve keeps seats for players for a number of ticks.
func (g *Game) Reserve(ids []PlayerID, ticks int) {}

// Step runs one tick.
func (g *Game) Step(inputs []Input) []Event { return nil }

// Moved is the seats whose position changed in this Step.
func (g *Game) Moved() Audience { return 0 }

// Visible is whose positions the seat must be sent now.
func (g *Game) Visible(seat int) Audience { return 0 }

// Hidden is who left the seat's sight in this Step.
func (g *Game) Hidden(seat int) Audience { return 0 }

// At is where others see the seat.
func (g *Game) At(seat int) Vec { return Vec{} }

// Seat finds a player's seat.
func (g *Game) Seat(id PlayerID) (index int, ok bool) { return 0, false }

// PlayerAt is who has the seat; "" = nobody.
func (g *Game) PlayerAt(seat int) PlayerID { return "" }

// Phase is where the match is in its life.
func (g *Game) Phase() Phase { return Lobby }

// Host is who may start the game.
func (g *Game) Host() PlayerID { return "" }

// Settings are the settings now.
func (g *Game) Settings() Settings { return g.cfg.Settings }

// Count is the number of seats taken.
func (g *Game) Count() int { return 0 }

// Open reports whether a stranger may join.
func (g *Game) Open() bool { return true }

// View is everything one player may know now.
func (g *Game) View(id PlayerID) View { return View{} }

// MayChat says where what a player writes goes now.
func (g *Game) MayChat(id PlayerID) Room { return ChatNone }

// Ghosts are the dead that are connected.
func (g *Game) Ghosts() []PlayerID { return nil }

// Shutdown ends the match within a number of ticks.
func (g *Game) Shutdown(graceTicks int) {}

// Done reports whether the match may be closed.
func (g *Game) Done() bool { return false }

// String is for operators: it tells no role and no seed.
func (g *Game) String() string { return "" }
