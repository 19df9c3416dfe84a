package hooks

// checkDrain refuses what begins something new while the server is drained.
func (g *guard) checkDrain() error {
	err := g.Drain.Check()
	if err != nil {
		g.limits.countRefusal("draining")
	}
	return err
}
