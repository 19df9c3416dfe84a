package game

import "slices"

// Map holds the places of a map. The game does not change it.
type Map struct {
	ID       string
	Name     string
	Min, Max Vec // bounds, both inclusive
	Button   Vec // of emergency meetings
	Spawns   []Vec
	Tasks    []Place
	Panels   []Panel
	Vents    []VentPlace
	Walls    []Wall
	Paths    *Paths // for bots; nil = straight through walls
}

// Place is a position with an id.
type Place struct {
	ID string
	At Vec
}

// Panel is the place at which a sabotaged system is repaired.
type Panel struct {
	System string
	At     Vec
}

// VentPlace is a vent, with the ids of the vents it leads to.
type VentPlace struct {
	ID    string
	At    Vec
	Links []string
}

// Wall is a line on the ground. It blocks sight between its two sides and, with
// solid_walls, movement, at every height.
type Wall struct{ A, B Vec }

// contains reports whether a place is inside the bounds.
func (m *Map) contains(at Vec) bool {
	return at.X >= m.Min.X && at.X <= m.Max.X &&
		at.Y >= m.Min.Y && at.Y <= m.Max.Y &&
		at.Z >= m.Min.Z && at.Z <= m.Max.Z
}

// nearestInside returns the nearest place inside the bounds.
func (m *Map) nearestInside(at Vec) Vec {
	return Vec{
		X: min(max(at.X, m.Min.X), m.Max.X),
		Y: min(max(at.Y, m.Min.Y), m.Max.Y),
		Z: min(max(at.Z, m.Min.Z), m.Max.Z),
	}
}

// OnWall reports whether a place is exactly on a wall.
func (m *Map) OnWall(at Vec) bool { return newBarriers(m).touchedAt(at) }

// ventIndex finds a vent by its id; -1 if there is none.
func (m *Map) ventIndex(id string) int {
	return slices.IndexFunc(m.Vents, func(v VentPlace) bool { return v.ID == id })
}

// nearestPanel returns the place of the nearest panel of a system. A system
// without a panel cannot be repaired, and so not be sabotaged.
func (m *Map) nearestPanel(system string, from Vec) (at Vec, found bool) {
	for _, panel := range m.Panels {
		if panel.System == system && (!found || distance2(from, panel.At) < distance2(from, at)) {
			at, found = panel.At, true
		}
	}
	return at, found
}
