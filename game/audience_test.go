package game

import "testing"

func TestAudienceHasItsSeatsOnly(t *testing.T) {
	var nobody Audience
	a := Only(3) | Only(15)
	if nobody.Has(0) || !a.Has(3) || !a.Has(15) || a.Has(4) {
		t.Error("wrong seats in an audience")
	}
}
