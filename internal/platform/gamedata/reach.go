package gamedata

import (
	"fmt"

	"sagishi/game"
)

// maxWalls bounds the time in which the ways of a map are found.
const maxWalls = 200

// paths finds the ways of a map without other problems, and reports the places
// that players cannot reach on foot.
func (c *checker) paths(m *game.Map) {
	if len(m.Walls) > maxWalls {
		c.report("walls", "must be at most %d", maxWalls)
	}
	for i, at := range m.Spawns {
		c.offWalls(m, fmt.Sprintf("spawns[%d]", i), at)
	}
	for i, vent := range m.Vents {
		c.offWalls(m, fmt.Sprintf("vents[%d] (%s)", i, vent.ID), vent.At)
	}
	if len(c.problems) > 0 {
		return
	}
	m.Paths = game.NewPaths(m)
	c.reached(m, "button", m.Button)
	for i, at := range m.Spawns {
		c.reached(m, fmt.Sprintf("spawns[%d]", i), at)
	}
	for i, task := range m.Tasks {
		c.reached(m, fmt.Sprintf("tasks[%d] (%s)", i, task.ID), task.At)
	}
	for i, panel := range m.Panels {
		c.reached(m, fmt.Sprintf("panels[%d] (%s)", i, panel.System), panel.At)
	}
	for i, vent := range m.Vents {
		c.reached(m, fmt.Sprintf("vents[%d] (%s)", i, vent.ID), vent.At)
	}
}

// offWalls checks a place at which the server puts players.
func (c *checker) offWalls(m *game.Map, field string, at game.Vec) {
	if m.OnWall(at) {
		c.report(field, "must not be on a wall")
	}
}

func (c *checker) reached(m *game.Map, field string, at game.Vec) {
	if _, found := m.Paths.Next(m.Spawns[0], at); !found {
		c.report(field, "cannot be reached on foot from spawns[0]: walls are around it, or a passage is less than 1 unit wide")
	}
}
