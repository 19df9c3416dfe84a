package game

import "math"

// Paths finds ways on foot around the walls of a map. It does not change after
// NewPaths, so many matches can share it. A nil *Paths knows no walls.
type Paths struct {
	walls   barriers // a little longer than they are, so that ways keep off their ends
	corners []Vec    // places at the ends of walls, round which ways lead
	links   [][]link // of each corner: the corners in a straight line
	known   map[Vec]*routes
}

type link struct{ corner, length int32 }

// routes are the shortest ways from each corner to a goal.
type routes struct {
	goal   Vec
	length []int64 // farAway = there is no way
	next   []int32 // the corner to go to; straight = the goal
}

const (
	cornerGap = Milli / 2  // from the end of a wall to its corners, along x and z
	endGap    = Milli / 20 // a way keeps so far from the end of a wall
	atCorner  = Milli / 4  // closer than this a walker is at a corner
	straight  = -1
	farAway   = math.MaxInt64
)

// NewPaths prepares the ways between the places of a map. The time that it takes
// grows with the cube of the number of walls: a few milliseconds for 20 walls.
func NewPaths(m *Map) *Paths {
	p := &Paths{known: make(map[Vec]*routes)}
	p.walls = newBarriers(&Map{Walls: longerWalls(m.Walls)})
	p.addCorners(m)
	p.links = make([][]link, len(p.corners))
	for i, a := range p.corners {
		for j, b := range p.corners[:i] {
			if p.free(a, b) {
				length := clampInt32(sqrtCeil(distance2(a, b)))
				p.links[i] = append(p.links[i], link{clampInt32(int64(j)), length})
				p.links[j] = append(p.links[j], link{clampInt32(int64(i)), length})
			}
		}
	}
	for _, place := range m.places() {
		p.known[place] = p.search(place)
	}
	return p
}

// places are those that players walk to.
func (m *Map) places() []Vec {
	all := append([]Vec{m.Button}, m.Spawns...)
	for _, t := range m.Tasks {
		all = append(all, t.At)
	}
	for _, panel := range m.Panels {
		all = append(all, panel.At)
	}
	for _, v := range m.Vents {
		all = append(all, v.At)
	}
	return all
}

func longerWalls(walls []Wall) []Wall {
	var longer []Wall
	for _, b := range newBarriers(&Map{Walls: walls}) {
		x, z := roundShare(b.along[0]*endGap), roundShare(b.along[1]*endGap)
		longer = append(longer, Wall{A: Vec{X: b.A.X - x, Z: b.A.Z - z}, B: Vec{X: b.B.X + x, Z: b.B.Z + z}})
	}
	return longer
}

// addCorners adds four places around each end of a wall.
func (p *Paths) addCorners(m *Map) {
	seen := make(map[Vec]bool)
	for _, w := range m.Walls {
		for _, end := range [...]Vec{w.A, w.B} {
			for _, side := range [...][2]int32{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
				at := Vec{X: end.X + side[0]*cornerGap, Z: end.Z + side[1]*cornerGap}
				inside := at.X >= m.Min.X && at.X <= m.Max.X && at.Z >= m.Min.Z && at.Z <= m.Max.Z
				if inside && !seen[at] && !p.walls.touchedAt(at) {
					seen[at] = true
					p.corners = append(p.corners, at)
				}
			}
		}
	}
}

// touchedAt reports whether a place is on a wall.
func (all barriers) touchedAt(at Vec) bool {
	for i := range all {
		if all[i].contains(at) {
			return true
		}
	}
	return false
}

// free reports whether the straight way between two places is free. A wall on
// which one of them stands does not count.
func (p *Paths) free(a, b Vec) bool { return !p.walls.blockWay(a, b) || !p.walls.blockWay(b, a) }

// Next returns where to walk straight to on the shortest way from one place to
// another. It returns the goal, and false, if there is no way.
func (p *Paths) Next(from, to Vec) (next Vec, found bool) {
	if p == nil || p.free(from, to) {
		return to, true
	}
	r := p.known[to]
	if r == nil {
		r = p.search(to)
	}
	best, length := straight, int64(farAway)
	for i, corner := range p.corners {
		if r.length[i] == farAway {
			continue
		}
		if l := sqrtCeil(distance2(from, corner)) + r.length[i]; l < length && p.free(from, corner) {
			best, length = i, l
		}
	}
	if best == straight {
		return to, false
	}
	if within(from, p.corners[best], atCorner) {
		if after := r.after(p, best); p.free(from, after) {
			return after, true
		}
	}
	return p.corners[best], true
}

// after returns where a way goes on from a corner.
func (r *routes) after(p *Paths, corner int) Vec {
	if r.next[corner] == straight {
		return r.goal
	}
	return p.corners[r.next[corner]]
}

// search finds the shortest ways to a goal, by Dijkstra's algorithm.
func (p *Paths) search(goal Vec) *routes {
	n := len(p.corners)
	r := &routes{goal: goal, length: make([]int64, n), next: make([]int32, n)}
	for i, corner := range p.corners {
		r.length[i], r.next[i] = farAway, straight
		if p.free(corner, goal) {
			r.length[i] = sqrtCeil(distance2(corner, goal))
		}
	}
	done := make([]bool, n)
	for {
		nearest := r.nearest(done)
		if nearest < 0 {
			return r
		}
		done[nearest] = true
		for _, l := range p.links[nearest] {
			if length := r.length[nearest] + int64(l.length); length < r.length[l.corner] {
				r.length[l.corner], r.next[l.corner] = length, clampInt32(int64(nearest))
			}
		}
	}
}

// nearest returns the corner nearest to the goal of those that are not done; -1 if
// no other has a way.
func (r *routes) nearest(done []bool) int {
	nearest := -1
	for i, length := range r.length {
		if !done[i] && length != farAway && (nearest < 0 || length < r.length[nearest]) {
			nearest = i
		}
	}
	return nearest
}

// Sees reports whether no wall blocks the sight between two places.
func (p *Paths) Sees(a, b Vec) bool { return p == nil || !p.walls.blockSight(a, b) }
