package nakamatest

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/heroiclabs/nakama-common/api"
)

// ListParties lists the parties that are not hidden.
func (s *Session) ListParties(in *api.ListPartiesRequest) (*api.PartyList, error) {
	return clientRequest(s, "ListParties", in, func(_ *database, in *api.ListPartiesRequest) (*api.PartyList, error) {
		limit, err := pageLimit(in.GetLimit(), 10, 100)
		if err != nil {
			return nil, err
		}
		parsed, err := parseQuery(cmp.Or(in.GetQuery().GetValue(), "*"))
		if err != nil {
			return nil, err
		}
		var found []*party
		for _, p := range s.n.process.parties {
			_, fits := parsed.score(p.document())
			if fits && !p.hidden && (in.GetOpen() == nil || in.GetOpen().GetValue() == p.open) {
				found = append(found, p)
			}
		}
		slices.SortFunc(found, func(a, b *party) int { return cmp.Compare(a.id, b.id) })
		page, next, err := paginate(found, limit, in.GetCursor().GetValue())
		out := &api.PartyList{Cursor: next}
		for _, p := range page {
			out.Parties = append(out.Parties, &api.Party{PartyId: p.id, Open: p.open, Hidden: p.hidden, MaxSize: int32(p.maximum), Label: p.label})
		}
		return out, err
	})
}

// document returns what queries search.
func (p *party) document() map[string]any {
	var label map[string]any
	if err := json.Unmarshal([]byte(p.label), &label); err != nil {
		label = nil
	}
	return map[string]any{"label": label, "open": p.open, "max_size": float64(p.maximum)}
}
