package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	pprof "github.com/google/pprof/profile"
)

func exampleResults() *results {
	r := &results{Capacity: map[string]int{relayedJSON: 60, "snapshot, JSON": 240}, Profile: map[string]profile{}}
	for round, cpu := range []float64{1, 2, 1.5} {
		r.Rounds = append(r.Rounds,
			&result{Variant: relayedJSON, Round: round, CPU: cpu, Down: 1000, Delivered: 1},
			&result{Variant: "snapshot, JSON", Round: round, CPU: cpu * 0.4, Down: 500, Delivered: 1})
	}
	return r
}

func TestRatiosAreMediansOfTheRounds(t *testing.T) {
	text := exampleResults().markdown()
	for _, want := range []string{
		"| snapshot, JSON | 0.600 | 0.40 |  | 500 | 0.50 |",
		"| CPU × relayed | snapshot, JSON | ≤ 0.42 | 0.4 | met |",
		"| bytes × relayed | snapshot, JSON | ≤ 0.4 | 0.5 | **missed** |",
		"| matches × relayed | snapshot, JSON | ≥ 3.5 | 4 | met |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestSummaryAndHeadlineTellMediansAndNoise(t *testing.T) {
	r := &results{Capacity: map[string]int{gamesCourses: 700, gamesRelayedProtobuf: 100}}
	for round, cpu := range []float64{0.10, 0.14, 0.12} {
		r.Rounds = append(r.Rounds,
			&result{Variant: gamesRelayedProtobuf, Round: round, Matches: 10, CPU: 1, Down: 1000, Empty: 40, RSS: 60},
			&result{Variant: gamesCourses, Round: round, Matches: 10, CPU: cpu, Down: 20, Empty: 40, RSS: 50, Others: 0.01})
	}
	r.Rounds[0].Others = 0.5
	for _, want := range []string{
		"| relayed, protobuf | 1000 |  | 1000 |  | 2.0 MiB |",
		"| courses, protobuf | 7000 | 0.120 (0.100–0.140) | 20 | 0.020 (0.020–0.020) | 1.0 MiB |",
	} {
		if text := r.summary(); !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	var out strings.Builder
	r.printHeadline(&out)
	for _, want := range []string{"0.120 (0.100–0.140)", "700 matches a core, 7.0 × relayed", "disturbed: " + gamesRelayedProtobuf + ", round 0: other processes used 50 %"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if n := strings.Count(out.String(), "disturbed"); n != 1 {
		t.Errorf("%d measurements are called disturbed", n)
	}
}

func TestPlayersACoreAreEstimatedWithoutASearch(t *testing.T) {
	r := &results{Rounds: []*result{{Variant: gamesCourses, CPU: 0.1, Matches: 60}}}
	if got := r.playersACore(gamesCourses); got != "about 4500" {
		t.Errorf("%q", got)
	}
}

func TestFiguresStandBetweenTheirMarkers(t *testing.T) {
	got, err := replaceBetween("a <!-- begin:x --> old <!-- end:x --> b", "x", "new ")
	if err != nil || got != "a <!-- begin:x -->\nnew <!-- end:x --> b" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := replaceBetween("a <!-- begin:x -->", "x", "new"); err == nil {
		t.Error("a document without markers is written")
	}
}

func TestQuickRunMeasuresVariantsWithWhatTheyAreComparedWith(t *testing.T) {
	b := &bench{}
	b.quick()
	chosen := map[string]bool{}
	for _, v := range b.selectedVariants() {
		chosen[v.Name] = true
	}
	if len(chosen) != strings.Count(b.only, "|")+1 {
		t.Errorf("%s selects %v", b.only, chosen)
	}
	for _, v := range b.selectedVariants() {
		if v.Ratio != "" && !chosen[v.Ratio] {
			t.Errorf("%s is compared with %s, which is not measured", v.Name, v.Ratio)
		}
	}
}

func TestWholeRunLeavesOutExtras(t *testing.T) {
	for _, v := range (&bench{}).selectedVariants() {
		if v.Extra {
			t.Errorf("%s is measured", v.Name)
		}
	}
	named := &bench{only: "snapshot in fog"}
	if got := named.selectedVariants(); len(got) != 1 || !got[0].Extra {
		t.Errorf("-only selects %v", got)
	}
}

func TestEveryTargetNamesAVariant(t *testing.T) {
	for _, a := range targets() {
		if v, ok := variantNamed(a.variant); !ok || v.Ratio == "" {
			t.Errorf("%q", a.variant)
		}
	}
}

func TestChartIsXML(t *testing.T) {
	decoder := xml.NewDecoder(strings.NewReader(exampleResults().chart()))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestProfilesAreDividedByFunction(t *testing.T) {
	build := func(names ...string) *pprof.Sample {
		sample := &pprof.Sample{Value: []int64{1, 10}}
		for _, name := range names {
			sample.Location = append(sample.Location, &pprof.Location{Line: []pprof.Line{{Function: &pprof.Function{Name: name}}}})
		}
		return sample
	}
	const server = "github.com/heroiclabs/nakama/v3/server."
	p := profileShares(&pprof.Profile{SampleType: make([]*pprof.ValueType, 2), Sample: []*pprof.Sample{
		build("sagishi/game.(*Game).look", "sagishi/match.(*state).step", server+"(*RuntimeGoMatchCore).MatchLoop"),
		build("sagishi/hooks.(*guard).gate", server+"(*sessionWS).Consume"),
		build("proto.Marshal", server+"(*RuntimeGoMatchCore).BroadcastMessage", "sagishi/match.(*state).broadcast"),
		build("context.WithValue", server+"NewRuntimeGoContext", server+"(*sessionWS).Consume"),
		build("syscall.write", server+"(*sessionWS).processOutgoing"),
	}})
	want := profile{Plugin: 0.4, Hook: 0.2, Broadcast: 0.2, HookNakama: 0.2, Write: 0.2}
	if p != want {
		t.Errorf("%+v, want %+v", p, want)
	}
}

func TestLatenciesAtHalfAreMediansOfTheRounds(t *testing.T) {
	r := exampleResults()
	for _, p99 := range []float64{100, 120, 104} {
		r.Half = append(r.Half, &result{Variant: "snapshot, JSON", P50: 50, P99: p99})
	}
	if text, want := r.markdown(), "| p99 ms at half of capacity | snapshot, JSON | ≤ 105 | 104 | met |"; !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}
