package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// asDatabaseUser runs a command of PostgreSQL, which refuses to run as root.
func asDatabaseUser(command string, args ...string) error {
	if os.Getuid() == 0 {
		args = append([]string{"-u", "postgres", "--", command}, args...)
		command = "runuser"
	}
	process := exec.Command(command, args...)
	process.Dir = "/"
	text, err := process.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", command, err, text)
	}
	return nil
}

// startDatabase starts a PostgreSQL for this run.
func (b *bench) startDatabase() (stop func(), err error) {
	bin, err := postgres()
	if err != nil {
		return nil, err
	}
	port, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(b.dir, "postgres")
	if err := os.Mkdir(data, 0o777); err != nil {
		return nil, err
	}
	if err := os.Chmod(data, 0o777); err != nil {
		return nil, err
	}
	data = filepath.Join(data, "data")
	if err := asDatabaseUser(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8"); err != nil {
		return nil, err
	}
	settings := fmt.Sprintf("-p %d -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off", port)
	if err := asDatabaseUser(filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-l", filepath.Join(filepath.Dir(data), "log"), "-o", settings, "start"); err != nil {
		return nil, err
	}
	stop = func() {
		_ = asDatabaseUser(filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
	}
	b.database = fmt.Sprintf("postgres:none@127.0.0.1:%d/bench", port)
	text, err := exec.Command("nakama", "migrate", "up", "--database.address", b.database, "--logger.level", "warn").CombinedOutput()
	if err != nil {
		stop()
		return nil, fmt.Errorf("migrate: %w: %s", err, text)
	}
	if err := b.addAccounts(port); err != nil {
		stop()
		return nil, err
	}
	return stop, nil
}

// addAccounts gives every player an account: matches look up the usernames of those who
// join, and results count for accounts.
func (b *bench) addAccounts(port int) error {
	const matches = 2000
	statement := fmt.Sprintf("INSERT INTO users (id, username) SELECT ('%s' || lpad(to_hex(m), 10, '0') || lpad(to_hex(s), 2, '0'))::uuid, 'bot-' || m || '-' || s"+
		" FROM generate_series(0, %d) m, generate_series(0, %d) s", userIDPrefix, matches-1, players-1)
	if err := asDatabaseUser("psql", "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-d", "bench", "-q", "-c", statement); err != nil {
		return fmt.Errorf("add accounts: %w", err)
	}
	return nil
}

func postgres() (bin string, err error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errors.New("there is no PostgreSQL here (Debian: apt-get install postgresql)")
	}
	return filepath.Dir(found[len(found)-1]), nil
}
