package game

// Map is a place to play in. It is data that the game never changes.
type Map struct {
	ID       string
	Name     string
	Min, Max Vec // bounds, both inclusive
	Button   Vec // where emergency meetings are called
	Spawns   []Vec
	Tasks    []Place
	Panels   []Panel
	Vents    []VentPlace
	Walls    []Wall
}

// Place is a place with a name.
type Place struct {
	ID string
	At Vec
}

// Panel is where a sabotaged system is repaired.
type Panel struct {
	System string
	At     Vec
}

// VentPlace is the mouth of a vent, and the vents it leads to.
type VentPlace struct {
	ID    string
	At    Vec
	Links []string
}

// Wall blocks sight between the two sides of a line on the ground. It does not
// block movement.
type Wall struct{ A, B Vec }

// holds reports whether a place is inside the bounds.
func (m *Map) contains(at Vec) bool {
	return at.X >= m.Min.X && at.X <= m.Max.X &&
		at.Y >= m.Min.Y && at.Y <= m.Max.Y &&
		at.Z >= m.Min.Z && at.Z <= m.Max.Z
}

// clamp is the nearest place inside the bounds.
func (m *Map) nearestInside(at Vec) Vec {
	return Vec{
		X: min(max(at.X, m.Min.X), m.Max.X),
		Y: min(max(at.Y, m.Min.Y), m.Max.Y),
		Z: min(max(at.Z, m.Min.Z), m.Max.Z),
	}
}

// vent finds a vent by its id; -1 if there is none.
func (m *Map) ventIndex(id string) int {
	for i := range m.Vents {
		if m.Vents[i].ID == id {
			return i
		}
	}
	return -1
}

// hasPanel reports whether the system can be repaired, and so be sabotaged.
func (m *Map) hasPanel(system string) bool {
	for i := range m.Panels {
		if m.Panels[i].System == system {
			return true
		}
	}
	return false
}
