package gamedata

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"sagishi/game"
)

func TestEmbeddedMapsLoad(t *testing.T) {
	maps, err := LoadMaps(EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	if len(maps) < 2 {
		t.Fatalf("%d maps, want several", len(maps))
	}
	for id, m := range maps {
		if m.ID != id {
			t.Errorf("map %q is filed as %q", m.ID, id)
		}
		if len(m.Tasks) < 12 || len(m.Vents) < 6 || len(m.Walls) == 0 || len(m.Spawns) < 15 {
			t.Errorf("%s: %d tasks, %d vents, %d walls, %d spawns: too few", id, len(m.Tasks), len(m.Vents), len(m.Walls), len(m.Spawns))
		}
		for _, system := range []string{game.Reactor, game.Lights, game.Comms} {
			if !hasPanel(m, system) {
				t.Errorf("%s: no panel of %s", id, system)
			}
		}
	}
}

func hasPanel(m *game.Map, system string) bool {
	for _, p := range m.Panels {
		if p.System == system {
			return true
		}
	}
	return false
}

func TestSpaceStationHasTheDocumentedPlaces(t *testing.T) {
	maps, err := LoadMaps(EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	m := maps["space_station"]
	if m == nil {
		t.Fatal("no space_station")
	}
	if m.Min != (game.Vec{X: -50_000, Y: -10_000, Z: -50_000}) || m.Max != (game.Vec{X: 50_000, Y: 10_000, Z: 50_000}) {
		t.Errorf("bounds %v to %v", m.Min, m.Max)
	}
	if m.Button != (game.Vec{}) {
		t.Errorf("button at %v", m.Button)
	}
	for _, s := range m.Spawns {
		if r := math.Hypot(float64(s.X), float64(s.Z)); math.Abs(r-3000) > 1 || s.Y != 0 {
			t.Errorf("spawn %v is not on the circle of radius 3", s)
		}
	}
}

func TestVentsLeadBothWays(t *testing.T) {
	maps, err := LoadMaps(EmbeddedMaps())
	if err != nil {
		t.Fatal(err)
	}
	for id, m := range maps {
		links := map[[2]string]bool{}
		for _, v := range m.Vents {
			for _, to := range v.Links {
				links[[2]string{v.ID, to}] = true
			}
		}
		for l := range links {
			if !links[[2]string{l[1], l[0]}] {
				t.Errorf("%s: %s leads to %s, but not back", id, l[0], l[1])
			}
		}
	}
}

func TestEmbeddedMapsAreCopies(t *testing.T) {
	EmbeddedMaps()[0] = 'x'
	if EmbeddedMaps()[0] == 'x' {
		t.Error("a caller changed the file")
	}
}

// base is a small map that is right; each test spoils it.
const base = `{"id":"hut","name":"Hut","min":{"x":-10,"y":0,"z":-10},"max":{"x":10,"y":0,"z":10},"button":{},
"spawns":[{"x":1}],"tasks":[{"id":"sweep","x":5}],"panels":[{"system":"lights","z":4}],
"vents":[{"id":"a","x":1,"links":["b"]},{"id":"b","x":2,"links":["a"]}],"walls":[{"from":{"x":3},"to":{"z":3}}]}`

func TestMapErrorsNameMapAndField(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"outside", `"sweep","x":5`, `"sweep","x":50`, `maps[0] (hut): tasks[0]: outside the bounds`},
		{"huge", `"sweep","x":5`, `"sweep","x":1e300`, `maps[0] (hut): tasks[0]: outside the bounds`},
		{"bounds", `"min":{"x":-10`, `"min":{"x":10`, `maps[0] (hut): min, max: min must be below max`},
		{"wide", `"max":{"x":10`, `"max":{"x":10001`, `maps[0] (hut): min, max: must be within 10000 of the origin`},
		{"id", `"id":"hut"`, `"id":"Big Hut"`, `maps[0] (Big Hut): id: must be`},
		{"name", `"name":"Hut"`, `"name":""`, `maps[0] (hut): name: must not be empty`},
		{"spawns", `[{"x":1}]`, `[]`, `maps[0] (hut): spawns: there must be`},
		{"spawn", `[{"x":1}]`, `[{"x":1},{"y":1}]`, `maps[0] (hut): spawns[1]: outside`},
		{"no tasks", `[{"id":"sweep","x":5}]`, `[]`, `maps[0] (hut): tasks: there must be`},
		{"task id", `"sweep"`, `""`, `maps[0] (hut): tasks[0].id: must be`},
		{"task twice", `{"id":"sweep","x":5}`, `{"id":"sweep"},{"id":"sweep"}`, `maps[0] (hut): tasks[1].id: "sweep" is used twice`},
		{"system", `"lights"`, `"doors"`, `maps[0] (hut): panels[0].system: must be`},
		{"link", `["b"]`, `["c"]`, `maps[0] (hut): vents[0].links: "c" leads nowhere`},
		{"own link", `["b"]`, `["a"]`, `maps[0] (hut): vents[0].links: "a" leads nowhere`},
		{"spawn on a wall", `[{"x":1}]`, `[{"x":1},{"x":2,"z":1}]`, `maps[0] (hut): spawns[1]: must not be on a wall`},
		{"vent on a wall", `{"id":"b","x":2`, `{"id":"b","x":1,"z":2`, `maps[0] (hut): vents[1] (b): must not be on a wall`},
		{"closed task", `"walls":[`, `"walls":[{"from":{"x":4,"z":-1},"to":{"x":4,"z":1}},{"from":{"x":4,"z":1},"to":{"x":7}},{"from":{"x":7},"to":{"x":4,"z":-1}},`, `maps[0] (hut): tasks[0] (sweep): cannot be reached on foot`},
		{"closed panel", `"walls":[`, `"walls":[{"from":{"x":-10,"z":3.5},"to":{"x":10,"z":3.5}},`, `maps[0] (hut): panels[0] (lights): cannot be reached on foot`},
		{"closed vent", `"walls":[`, `"walls":[{"from":{"x":1.5,"z":-1},"to":{"x":1.5,"z":1}},{"from":{"x":1.5,"z":1},"to":{"x":2.5}},{"from":{"x":2.5},"to":{"x":1.5,"z":-1}},`, `maps[0] (hut): vents[1] (b): cannot be reached on foot`},
		{"closed button", `"walls":[`, `"walls":[{"from":{"x":0.5,"z":-10},"to":{"x":0.5,"z":10}},`, `maps[0] (hut): button: cannot be reached on foot`},
		{"wall", `"to":{"z":3}`, `"to":{"z":30}`, `maps[0] (hut): walls[0].to: outside`},
		{"unknown field", `"walls"`, `"doors"`, `maps[0]: unknown field "doors"`},
		{"type", `"x":5`, `"x":"5"`, `maps[0].tasks[0].x must not be a JSON string`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spoiled := strings.Replace(base, tt.old, tt.new, 1)
			if spoiled == base {
				t.Fatal("the test spoils nothing")
			}
			_, err := LoadMaps([]byte(`{"maps":[` + spoiled + `]}`))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestMalformedFilesAreErrors(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"empty", ``, "maps: the file is empty"},
		{"no maps", `{"maps":[]}`, "at least one map"},
		{"trailing", `{"maps":[` + base + `]} {}`, "after its end"},
		{"twice", `{"maps":[` + base + `,` + base + `]}`, `maps[1] (hut): id: is used twice`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := LoadMaps([]byte(tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestUnitsBecomeThousandths(t *testing.T) {
	maps, err := LoadMaps([]byte(`{"maps":[` + strings.Replace(base, `"x":5`, `"x":5.4321`, 1) + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	m := maps["hut"]
	if m.Tasks[0].At.X != 5432 || m.Walls[0].A.X != 3000 || m.Walls[0].B.Z != 3000 {
		t.Errorf("task at %v, wall %v", m.Tasks[0].At, m.Walls[0])
	}
	if got := m.Vents[0]; got.ID != "a" || got.Links[0] != "b" || got.At.X != 1000 {
		t.Errorf("vent %+v", got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(embeddedMaps)
	f.Add([]byte(`{"maps":[` + base + `]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		maps, err := LoadMaps(data)
		if err == nil && !json.Valid(data) {
			t.Error("took what is no JSON")
		}
		for _, m := range maps {
			for _, s := range m.Spawns {
				if s.X < m.Min.X || s.X > m.Max.X {
					t.Errorf("spawn %v outside the bounds", s)
				}
			}
		}
	})
}
