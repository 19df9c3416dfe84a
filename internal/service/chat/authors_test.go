package chat

import (
	"fmt"
	"testing"
	"time"
)

func TestOnlyTheLastMessagesStayEditable(t *testing.T) {
	a := newAuthors(newFixture().clock)
	for i := range keptMessages + 1 {
		a.record("s1", fmt.Sprint("m", i), mainID)
	}
	if _, own := a.channelOf("s1", "m0"); own {
		t.Error("the oldest message is still kept")
	}
	if channel, own := a.channelOf("s1", "m1"); !own || channel != mainID {
		t.Error("a recent message is not kept")
	}
	if _, own := a.channelOf("s2", "m1"); own {
		t.Error("another session owns the message")
	}
	a.drop("s1")
	if _, own := a.channelOf("s1", "m1"); own {
		t.Error("an ended session is still kept")
	}
}

func TestIdleSessionsAreDropped(t *testing.T) {
	f := newFixture()
	a := newAuthors(f.clock)
	a.record("idle", "m", mainID)
	f.now = f.now.Add(maxIdle + time.Second)
	for i := range sweepEvery {
		a.record(fmt.Sprint(i), "m", mainID)
	}
	if _, own := a.channelOf("idle", "m"); own {
		t.Error("an idle session is still kept")
	}
	if _, own := a.channelOf("0", "m"); !own {
		t.Error("a busy session is dropped")
	}
}
