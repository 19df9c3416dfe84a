package bots

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sagishi/game"
)

// A bot must know what its seat is told and nothing else, or it would cheat and could
// tell players what it knows.

func TestPackageNeverNamesTheGameItself(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 5 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok && pkg.Name == "game" && (selector.Sel.Name == "Game" || selector.Sel.Name == "New") {
				t.Errorf("%s uses game.%s", file, selector.Sel.Name)
			}
			return true
		})
	}
}

func TestNothingInABotLeadsToTheGame(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var search func(path string, in reflect.Type)
	search = func(path string, in reflect.Type) {
		if seen[in] {
			return
		}
		seen[in] = true
		if in == reflect.TypeFor[game.Game]() {
			t.Errorf("%s is the game", path)
		}
		switch in.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			search(path, in.Elem())
		case reflect.Map:
			search(path, in.Elem())
		case reflect.Struct:
			for field := range in.Fields() {
				search(path+"."+field.Name, field.Type)
			}
		case reflect.Func:
			t.Errorf("%s is a function, which may know anything", path)
		case reflect.Interface:
			if in != reflect.TypeFor[rand.Source]() {
				t.Errorf("%s is an interface, which may be anything", path)
			}
		default:
		}
	}
	search("Bot", reflect.TypeFor[Bot]())
}

// playing returns a bot in a round of five players, of whom bob is in sight.
func playing(t *testing.T, role game.Role, human bool) *Bot {
	t.Helper()
	b := New(Config{
		ID: "me", Seat: 0, Map: hall(), Mode: game.Classic, TickRate: 10, Rand: rand.New(rand.NewPCG(1, 2)), Human: human, Steers: true,
	})
	settings := game.DefaultSettings()
	settings.KillCooldown, settings.TasksPerPlayer = 0, 2
	var players []game.PlayerView
	for i, id := range []game.PlayerID{"me", "bob", "cat", "dan", "eve"} {
		players = append(players, game.PlayerView{Index: i, UserID: id, Username: string(id), Alive: true, Connected: true, Seen: true, At: game.Vec{X: int32(i) * 30_000}})
	}
	players[1].At = game.Vec{X: 1000}
	b.Receive(game.StateSent{View: game.View{Phase: game.Lobby, Settings: settings, Players: players}})
	b.Receive(game.PhaseChanged{Phase: game.Playing, Round: 1, Players: players})
	b.Receive(game.RoleAssigned{Role: role, Tasks: []game.TaskView{{ID: "sweep", At: game.Vec{X: 5000}}, {ID: "mop", At: game.Vec{X: 20_000}}}})
	return b
}

func hall() *game.Map {
	m := &game.Map{ID: "hall", Min: game.Vec{X: -200_000, Z: -200_000}, Max: game.Vec{X: 200_000, Z: 200_000}}
	for _, id := range []string{"sweep", "mop", "dust"} {
		m.Tasks = append(m.Tasks, game.Place{ID: id, At: game.Vec{X: int32(len(m.Tasks)+1) * 5000}})
	}
	m.Paths = game.NewPaths(m)
	return m
}

// run plays ticks in which the bot is sent positions, and returns its actions.
func (b *Bot) run(ticks int, positions func(tick int) Positions) []game.Input {
	var all []game.Input
	for tick := range ticks {
		if b.Begin(tick) {
			all = b.Act(all)
		}
		b.See(positions(tick))
	}
	return all
}

func TestPositionsThatAreNotShownAreIgnored(t *testing.T) {
	for _, role := range []game.Role{game.Crew, game.Imposter} {
		acts := func(poison int32) []game.Input {
			return playing(t, role, false).run(300, func(tick int) Positions {
				at := [game.MaxSeats]game.Vec{1: {X: 1000 + int32(tick)}}
				for seat := 2; seat < game.MaxSeats; seat++ {
					at[seat] = game.Vec{X: poison, Z: -poison}
				}
				return Positions{Shown: game.Only(1), At: &at}
			})
		}
		if first, again := acts(0), acts(700); !reflect.DeepEqual(first, again) {
			t.Errorf("as %s the bot acts by positions that it was not shown", role)
		}
	}
}

func TestPlayersOutOfSightAreNotHunted(t *testing.T) {
	b := playing(t, game.Imposter, false)
	b.run(1, func(int) Positions { return Positions{Hidden: game.Only(1), At: &[game.MaxSeats]game.Vec{}} })
	for _, in := range b.run(600, func(int) Positions { return Positions{At: &[game.MaxSeats]game.Vec{}} }) {
		if in.Action.Kind == game.Kill {
			t.Fatalf("killed %s", in.Action.Target)
		}
	}
}
