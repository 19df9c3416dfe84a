package attacks_test

import (
	"testing"

	"sagishi/protocol"
)

func TestPlayersCannotChooseARoleOrReviveByRejoining(t *testing.T) {
	w := newWorld(t, nil)
	players := w.logins("ann", "bob", "cat", "dan")
	wishes := 0
	for range 12 {
		p := w.newMatch(`{"settings":`+w.settings(``)+`}`, players[:3]...)
		players[3].match = p.match
		w.must(players[3].JoinMatch(p.match, map[string]string{"role": "imposter", "alive": "true", "index": "0", "host": "true"}))
		p.players = players
		p.start()
		if imposters, _ := p.roles(); imposters[0] == players[3] {
			wishes++
		}
		for _, member := range players {
			w.must(member.LeaveMatch(p.match))
		}
	}
	if wishes == 12 {
		t.Error("a player who asks to be the imposter always is")
	}

	p, imposters, crew := w.newGame("classic", ``, "eve", "fay", "gus", "hal", "ivy")
	victim := crew[0]
	imposters[0].accepted(protocol.OpKill, `{"target":%q}`, victim.UserID)
	victim.Close()
	back := w.login(victim.Username)
	p.join(back)
	state := back.state()
	if back.viewOf(back)["alive"] != false || state["role"] != "crew" {
		t.Errorf("a reconnected player has a new life: %v", state)
	}
	w.must(back.LeaveMatch(p.match))
	if err := back.JoinMatch(p.match, nil); err == nil {
		t.Error("a player who left on purpose joined again")
	}
}

func TestTasksNeedTheirOwnerPlaceAndTime(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("classic", `"task_seconds":3,"task_distance":2,"tasks_per_player":3`, "ann", "bob", "cat", "dan")
	worker, other := crew[0], crew[1]
	tasks := tasksOf(worker)
	imposters[0].refused("not_your_task", protocol.OpTask, `{"task":%q}`, tasks[0]["id"])
	worker.refused("not_your_task", protocol.OpTask, `{"task":"make_tea"}`)
	for _, task := range tasks {
		worker.refused("out_of_range", protocol.OpTask, `{"task":%q}`, task["id"])
	}
	place := tasks[0]
	worker.accepted(protocol.OpPosition, `{"x":%v,"z":%v}`, place["x"], place["z"])
	p.tick(28)
	worker.refused("too_early", protocol.OpTask, `{"task":%q}`, place["id"])
	worker.accepted(protocol.OpTask, `{"task":%q}`, place["id"])
	worker.refused("not_your_task", protocol.OpTask, `{"task":%q}`, place["id"]) // again
	other.refused("not_your_task", protocol.OpTask, `{"task":"no_task_of_anyone"}`)
	caller := imposters[0]
	caller.accepted(protocol.OpVote, `{"call":true}`)
	worker.refused("wrong_phase", protocol.OpTask, `{"task":%q}`, tasks[1]["id"])
	progress := other.state()
	if progress["tasks_done"] != 1.0 || progress["tasks_total"] != 9.0 {
		t.Errorf("%v of %v tasks", progress["tasks_done"], progress["tasks_total"])
	}
}

func tasksOf(p *player) []map[string]any {
	p.w.Helper()
	list, _ := p.last(protocol.OpRole)["tasks"].([]any)
	tasks := make([]map[string]any, 0, len(list))
	for _, entry := range list {
		tasks = append(tasks, entry.(map[string]any))
	}
	return tasks
}

func TestSabotageIsLimitedToImpostersAndOneAtATime(t *testing.T) {
	w := newWorld(t, nil)
	p, imposters, crew := w.newGame("sabotage", `"sabotage_cooldown_seconds":5`, "ann", "bob", "cat", "dan", "eve")
	saboteur, mechanic := imposters[0], crew[0]
	mechanic.refused("not_imposter", protocol.OpSabotage, `{"system":"lights"}`)
	saboteur.refused("bad_value", protocol.OpSabotage, `{"system":"oxygen"}`)
	mechanic.refused("not_sabotaged", protocol.OpRepair, `{"system":"lights"}`)
	saboteur.accepted(protocol.OpSabotage, `{"system":"lights"}`)
	saboteur.refused("sabotage_active", protocol.OpSabotage, `{"system":"reactor"}`)
	mechanic.refused("out_of_range", protocol.OpRepair, `{"system":"lights"}`)
	mechanic.accepted(protocol.OpPosition, `{"x":-8,"z":-34}`)
	mechanic.accepted(protocol.OpRepair, `{"system":"lights"}`)
	mechanic.Clear()
	for range 20 { // toggling
		saboteur.post(protocol.OpSabotage, `{"system":"comms"}`)
	}
	p.tick(1)
	if m := mechanic.last(protocol.OpSabotaged); m != nil {
		t.Errorf("sabotage was accepted without a pause: %v", m)
	}
	p.tick(60)
	saboteur.accepted(protocol.OpVote, `{"call":true}`)
	saboteur.refused("wrong_phase", protocol.OpSabotage, `{"system":"reactor"}`)

	_, imposters, _ = w.newGame("classic", ``, "fay", "gus", "hal", "ivy")
	imposters[0].refused("wrong_mode", protocol.OpSabotage, `{"system":"lights"}`)
}

func TestVentsAreLimitedToImpostersAndLinkedVents(t *testing.T) {
	w := newWorld(t, nil)
	_, imposters, crew := w.newGame("classic", ``, "ann", "bob", "cat", "dan")
	mole := imposters[0]
	crew[0].accepted(protocol.OpPosition, `{"x":6,"z":-36}`)
	crew[0].refused("not_imposter", protocol.OpVent, `{"vent":"storage"}`)
	mole.refused("out_of_range", protocol.OpVent, `{"vent":"storage"}`)
	mole.accepted(protocol.OpPosition, `{"x":6,"z":-36}`)
	mole.refused("bad_target", protocol.OpVent, `{"vent":"chimney"}`)
	mole.refused("bad_target", protocol.OpVent, `{}`)
	mole.accepted(protocol.OpVent, `{"vent":"storage"}`)
	mole.refused("out_of_range", protocol.OpVent, `{"vent":"shields"}`)
	mole.refused("in_vent", protocol.OpKill, `{"target":%q}`, crew[0].UserID)
	mole.refused("in_vent", protocol.OpVote, `{"call":true}`)
	mole.refused("in_vent", protocol.OpReport, `{"body":%q}`, crew[0].UserID)
	mole.accepted(protocol.OpVent, `{"vent":"electrical"}`)
	mole.accepted(protocol.OpVent, `{}`)
	if x, z := mole.position(); x != -18 || z != -28 {
		t.Errorf("came out at %v, %v", x, z)
	}
}
