package gamedata

import (
	"fmt"
	"strings"

	"sagishi/game"
)

// checker turns an entry of the file into a map, and collects its problems.
type checker struct {
	index    int // of the entry
	entry    *entry
	problems []error
}

func (c *checker) report(field, format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf("maps[%d] (%s): %s: %s", c.index, c.entry.ID, field, fmt.Sprintf(format, args...)))
}

func (c *checker) build() *game.Map {
	e := c.entry
	m := &game.Map{ID: e.ID, Name: e.Name}
	c.checkID("id", e.ID, map[string]bool{})
	if e.Name == "" {
		c.report("name", "must not be empty")
	}
	c.bounds(m)
	m.Button = c.inside("button", e.Button)
	if len(e.Spawns) == 0 {
		c.report("spawns", "there must be at least one")
	}
	for i, p := range e.Spawns {
		m.Spawns = append(m.Spawns, c.inside(fmt.Sprintf("spawns[%d]", i), p))
	}
	c.tasks(m)
	c.panels(m)
	c.vents(m)
	for i, w := range e.Walls {
		m.Walls = append(m.Walls, game.Wall{
			A: c.inside(fmt.Sprintf("walls[%d].from", i), w.From),
			B: c.inside(fmt.Sprintf("walls[%d].to", i), w.To),
		})
	}
	c.paths(m)
	return m
}

// validID reports whether a text can be an id. Ids go into match labels, where a
// search must find them.
func validID(id string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
	return len(id) >= 1 && len(id) <= 32 && strings.Trim(id, letters) == ""
}

func (c *checker) bounds(m *game.Map) {
	low, high := c.entry.Min, c.entry.Max
	if !low.inRange() || !high.inRange() {
		c.report("min, max", "must be within %d of the origin", maxUnits)
		return
	}
	m.Min, m.Max = low.vec(), high.vec()
	if m.Min.X >= m.Max.X || m.Min.Z >= m.Max.Z || m.Min.Y > m.Max.Y {
		c.report("min, max", "min must be below max")
	}
}

// inside converts a place, which must be inside the bounds.
func (c *checker) inside(field string, p point) game.Vec {
	low, high := c.entry.Min, c.entry.Max
	if !p.inRange() || p.X < low.X || p.X > high.X || p.Y < low.Y || p.Y > high.Y || p.Z < low.Z || p.Z > high.Z {
		c.report(field, "outside the bounds")
		return game.Vec{}
	}
	return p.vec()
}

// checkID checks that an id is valid and not used twice.
func (c *checker) checkID(field, id string, seen map[string]bool) {
	if !validID(id) {
		c.report(field, "must be 1 to 32 of a to z, 0 to 9 and _")
	}
	if seen[id] {
		c.report(field, "%q is used twice", id)
	}
	seen[id] = true
}

func (c *checker) tasks(m *game.Map) {
	if len(c.entry.Tasks) == 0 {
		c.report("tasks", "there must be at least one")
	}
	seen := make(map[string]bool)
	for i, t := range c.entry.Tasks {
		field := fmt.Sprintf("tasks[%d]", i)
		c.checkID(field+".id", t.ID, seen)
		m.Tasks = append(m.Tasks, game.Place{ID: t.ID, At: c.inside(field, t.point)})
	}
}

func (c *checker) panels(m *game.Map) {
	for i, p := range c.entry.Panels {
		field := fmt.Sprintf("panels[%d]", i)
		switch p.System {
		case game.Reactor, game.Lights, game.Comms:
		default:
			c.report(field+".system", "must be reactor, lights or comms")
		}
		m.Panels = append(m.Panels, game.Panel{System: p.System, At: c.inside(field, p.point)})
	}
}

func (c *checker) vents(m *game.Map) {
	seen := make(map[string]bool)
	for i, v := range c.entry.Vents {
		field := fmt.Sprintf("vents[%d]", i)
		c.checkID(field+".id", v.ID, seen)
		m.Vents = append(m.Vents, game.VentPlace{ID: v.ID, At: c.inside(field, v.point), Links: v.Links})
	}
	for i, v := range c.entry.Vents {
		for _, link := range v.Links {
			if !seen[link] || link == v.ID {
				c.report(fmt.Sprintf("vents[%d].links", i), "%q leads nowhere", link)
			}
		}
	}
}
