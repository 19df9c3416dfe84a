package gamedata

import (
	"math"

	"sagishi/game"
)

// file is the JSON of a file of maps. Numbers are units of the map.
type file struct {
	Maps []entry `json:"maps"`
}

type entry struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Min    point   `json:"min"`
	Max    point   `json:"max"`
	Button point   `json:"button"`
	Spawns []point `json:"spawns"`
	Tasks  []place `json:"tasks"`
	Panels []panel `json:"panels"`
	Vents  []vent  `json:"vents"`
	Walls  []wall  `json:"walls"`
}

type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	Z float64 `json:"z"`
}

type place struct {
	point

	ID string `json:"id"`
}

type panel struct {
	point

	System string `json:"system"`
}

type vent struct {
	point

	ID    string   `json:"id"`
	Links []string `json:"links"`
}

type wall struct {
	From point `json:"from"`
	To   point `json:"to"`
}

// maxUnits is how far from the origin a map may reach.
const maxUnits = game.MaxBound / game.Milli

// inRange reports whether the game can calculate with the place.
func (p point) inRange() bool {
	return math.Abs(p.X) <= maxUnits && math.Abs(p.Y) <= maxUnits && math.Abs(p.Z) <= maxUnits
}

// vec is the place in thousandths of a unit. It must be in range.
func (p point) vec() game.Vec {
	milli := func(n float64) int32 { return int32(math.Round(n * game.Milli)) }
	return game.Vec{X: milli(p.X), Y: milli(p.Y), Z: milli(p.Z)}
}
