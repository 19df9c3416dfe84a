package linearizability

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/heroiclabs/nakama-common/runtime"

	"sagishi/internal/app"
	"sagishi/internal/testing/nakamatest"
)

var (
	histories = flag.Int("histories", 100, "how many histories to record, each with another seed")
	seed      = flag.Uint64("seed", 0, "record the history of this seed only")
)

var errBroken = errors.New("the connection broke")

// hats lists the hats that the clients buy, with their prices.
var hats = []struct {
	id    string
	price int
}{{"cowboy", 100}, {"alien", 100}, {"chef", 75}}

type kind int

const (
	purchase kind = iota
	keyedPurchase
	grant
	equip
)

// request is one request of a client, about a hat or the grant of that number.
type request struct {
	kind kind
	n    int
}

type status int

const (
	done status = iota
	refused
	unknown // an error after which the request may have been done, or may yet be
)

type answer struct {
	status status
	coins  int
	owned  int
}

// state is a player's, as clients know it.
type state struct {
	coins   int
	owned   [3]bool
	paid    [3]bool   // by purchases with a key
	keyed   [3]answer // the answers of these, from the first that was given
	granted [3]bool
}

func (s state) count() (n int) {
	for _, owned := range s.owned {
		if owned {
			n++
		}
	}
	return n
}

// buy returns the state after a purchase, and its answer.
func (s state) buy(r request) (state, answer) {
	if r.kind == keyedPurchase && s.paid[r.n] {
		return s, answer{}
	}
	if s.owned[r.n] || s.coins < hats[r.n].price {
		return s, answer{status: refused}
	}
	s.coins -= hats[r.n].price
	s.owned[r.n] = true
	a := answer{done, s.coins, s.count()}
	if r.kind == keyedPurchase {
		s.paid[r.n] = true
		return s, answer{}
	}
	return s, a
}

func (s state) do(r request) (state, answer) {
	switch r.kind {
	case grant:
		if !s.granted[r.n] {
			s.granted[r.n] = true
			s.coins += 60
		}
		return s, answer{}
	case equip:
		if !s.owned[r.n] {
			return s, answer{status: refused}
		}
		return s, answer{}
	default:
		return s.buy(r)
	}
}

// fits returns the state after an answer, and whether it is one that the model
// allows. The answer of a purchase with a key tells the wallet at some moment after
// it, but it is always the same. If answers of the database are lost, so does that
// of a purchase without a key.
func (s state) fits(r request, got answer, exact bool) (state, bool) {
	after, want := s.do(r)
	if r.kind == keyedPurchase && got.status == done && want.status == done {
		if after.keyed[r.n] == (answer{}) {
			after.keyed[r.n] = got
		}
		return after, after.keyed[r.n] == got
	}
	if !exact && r.kind == purchase && got.status == done {
		return after, want.status == done
	}
	return after, got == want
}

func model(exact bool) porcupine.Model {
	return (&porcupine.NondeterministicModel{
		Init: func() []any { return []any{state{coins: 200}} },
		Step: func(before, input, output any) []any {
			if output.(answer).status == unknown {
				after, _ := before.(state).do(input.(request))
				return []any{before, after}
			}
			if after, ok := before.(state).fits(input.(request), output.(answer), exact); ok {
				return []any{after}
			}
			return nil
		},
		Equal: func(a, b any) bool { return a == b },
	}).ToModel()
}

// client sends requests of one player, and records their answers.
type client struct {
	server  *nakamatest.Nakama
	session *nakamatest.Session
	user    string
}

func (c client) send(r request) answer {
	var text string
	var err error
	switch r.kind {
	case grant:
		text, err = c.server.ServerRPC("admin_grant", fmt.Sprintf(`{"user_id":%q,"coins":60,"reason":"test","key":"grant %d"}`, c.user, r.n))
	case equip:
		text, err = c.session.RPC("equip_hat", fmt.Sprintf(`{"hat":%q}`, hats[r.n].id))
	case keyedPurchase:
		text, err = c.session.RPC("purchase_item", fmt.Sprintf(`{"slot":"hat","item":%q,"key":"key %d"}`, hats[r.n].id, r.n))
	default:
		text, err = c.session.RPC("purchase_item", fmt.Sprintf(`{"slot":"hat","item":%q}`, hats[r.n].id))
	}
	var code *runtime.Error
	switch {
	case errors.As(err, &code) && code.Code == 9:
		return answer{status: refused}
	case err != nil:
		return answer{status: unknown}
	case r.kind == grant || r.kind == equip:
		return answer{}
	}
	var bought struct {
		Wallet map[string]int `json:"wallet"`
		Owned  []string       `json:"owned"`
	}
	if json.Unmarshal([]byte(text), &bought) != nil {
		return answer{status: refused, owned: -1}
	}
	return answer{done, bought.Wallet["coins"], len(bought.Owned)}
}

// record lets six clients of one player on two servers send requests while calls
// fail and answers are lost.
func record(t *testing.T, seed uint64) (history []porcupine.Operation, exact bool) {
	t.Helper()
	first := nakamatest.New(nakamatest.Options{})
	servers := []*nakamatest.Nakama{first, first.AddServer("nakama2")}
	var clients []client
	for _, n := range servers {
		if _, err := app.Start(context.Background(), app.Host{Logger: n.Logger(), Nakama: n, In: n.Initializer(), Now: n.Now}); err != nil {
			t.Fatal(err)
		}
		session, err := n.Login(nakamatest.LoginOptions{DeviceID: "device-of-ann"})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			clients = append(clients, client{n, session, session.UserID})
		}
	}
	chance := rand.New(rand.NewPCG(seed, seed))
	troubles := chance.IntN(6)
	for range troubles {
		n, method := servers[chance.IntN(2)], []string{"MultiUpdate", "StorageRead", "StorageWrite"}[chance.IntN(3)]
		if chance.IntN(2) == 0 {
			n.Fail(method, 1, errBroken)
		} else {
			n.FailAfter(method, 1, errBroken)
		}
	}
	var (
		clock atomic.Int64
		mu    sync.Mutex
		all   sync.WaitGroup
	)
	for i, c := range clients {
		requests := make([]request, 5)
		for j := range requests {
			requests[j] = request{kind(chance.IntN(4)), chance.IntN(3)}
		}
		all.Go(func() {
			for _, r := range requests {
				call := clock.Add(1)
				a := c.send(r)
				end := clock.Add(1)
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: i, Input: r, Call: call, Output: a, Return: end})
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return history, troubles == 0
}

func TestAnswersFitOneOrderOfAllRequests(t *testing.T) {
	base := uint64(rand.Uint32())
	if *seed != 0 {
		base, *histories = *seed, 1
	}
	counts := map[status]int{}
	for n := range uint64(*histories) {
		history, exact := record(t, base+n)
		for _, o := range history {
			counts[o.Output.(answer).status]++
		}
		if result := porcupine.CheckOperationsTimeout(model(exact), history, time.Minute); result != porcupine.Ok {
			t.Fatalf("-seed %d: %v, exact %v: %+v", base+n, result, exact, history)
		}
	}
	t.Logf("seeds from %d: %d done, %d refused, %d unknown", base, counts[done], counts[refused], counts[unknown])
	if *seed == 0 && (counts[done] == 0 || counts[refused] == 0 || counts[unknown] == 0) {
		t.Error("not every kind of answer was given")
	}
}

func TestImpossibleAnswersAreFound(t *testing.T) {
	twice := []porcupine.Operation{
		{ClientId: 0, Input: request{purchase, 0}, Call: 1, Output: answer{done, 100, 1}, Return: 4},
		{ClientId: 1, Input: request{purchase, 0}, Call: 2, Output: answer{done, 0, 1}, Return: 3},
	}
	otherAnswer := []porcupine.Operation{
		{ClientId: 0, Input: request{keyedPurchase, 0}, Call: 1, Output: answer{done, 100, 1}, Return: 2},
		{ClientId: 0, Input: request{keyedPurchase, 0}, Call: 3, Output: answer{done, 0, 1}, Return: 4},
	}
	early := []porcupine.Operation{
		{ClientId: 0, Input: request{equip, 0}, Call: 1, Output: answer{}, Return: 2},
		{ClientId: 0, Input: request{purchase, 0}, Call: 3, Output: answer{done, 100, 1}, Return: 4},
	}
	for i, history := range [][]porcupine.Operation{twice, otherAnswer, early} {
		if porcupine.CheckOperations(model(false), history) {
			t.Errorf("history %d is allowed", i)
		}
	}
}
