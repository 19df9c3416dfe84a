package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a Nakama process on its own core.
type server struct {
	address, console string
	core             int
	process          *exec.Cmd
	ended            chan struct{} // closed when the process has ended
	log              *os.File
}

// startServer starts Nakama with a plugin; without one if the name is empty.
func (b *bench) startServer(plugin string) (*server, error) {
	port, err := freePorts(4)
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(b.dir, "nakama.log"))
	if err != nil {
		return nil, err
	}
	command := []string{
		"-c", strconv.Itoa(b.serverCore), "nakama",
		"--config", filepath.Join(b.root, "nakama.yml"), "--name", "bench", "--logger.level", "error",
		"--database.address", b.database, "--data_dir", filepath.Join(b.dir, "data"),
		"--runtime.path", b.pluginDir(plugin),
		"--socket.address", "127.0.0.1", "--socket.port", strconv.Itoa(port + 2),
		"--console.address", "127.0.0.1", "--console.port", strconv.Itoa(port + 3),
		"--session.encryption_key", sessionKey, "--shutdown_grace_sec", "0",
	}
	s := &server{
		core:    b.serverCore,
		address: net.JoinHostPort("127.0.0.1", strconv.Itoa(port+2)),
		console: net.JoinHostPort("127.0.0.1", strconv.Itoa(port+3)),
		process: exec.Command("taskset", command...), ended: make(chan struct{}), log: log,
	}
	s.process.Env = append(os.Environ(), "NAKAMA_TELEMETRY=0", "GOMAXPROCS=1")
	s.process.Stdout, s.process.Stderr = log, log
	s.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = s.process.Wait()
		close(s.ended)
	}()
	if s.awaitAnswer(time.Minute) {
		return s, nil
	}
	s.stop()
	text, _ := os.ReadFile(log.Name())
	return nil, fmt.Errorf("the server does not answer:\n%s", text)
}

// awaitAnswer reports whether the server answers before the time is over or it ends. It
// asks again and again, since Nakama tells of its start only in a log of level info,
// whose other lines would cost time that is measured.
func (s *server) awaitAnswer(most time.Duration) bool {
	const interval = 100 * time.Millisecond
	late := time.After(most)
	for {
		if response, err := http.Get("http://" + s.address + "/healthcheck"); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return true
			}
		}
		select {
		case <-time.After(interval):
		case <-s.ended:
			return false
		case <-late:
			return false
		}
	}
}

func (s *server) stop() {
	_ = s.process.Process.Kill()
	<-s.ended
	_ = s.log.Close()
}

// ticksPerSecond is the unit of times in /proc.
const ticksPerSecond = 100

// cpu is the CPU time of a process.
func cpu(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 13 {
		return 0, errors.New("unknown format of /proc/PID/stat")
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticksPerSecond, err
}

// get reads a page of the server's console.
func (s *server) get(path string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.console+path, nil)
	if err != nil {
		return nil, err
	}
	request.SetBasicAuth("admin", "password")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

// freePorts returns the first of n consecutive free ports.
func freePorts(n int) (int, error) {
	for first := 21000; first < 50000; first += 7 * n {
		if free(first, n) {
			return first, nil
		}
	}
	return 0, errors.New("no free ports")
}

func free(first, n int) bool {
	for port := first; port < first+n; port++ {
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			return false
		}
		_ = listener.Close()
	}
	return true
}

// pin runs the generator on another core than the server.
func pin(core int) error {
	text, err := exec.Command("taskset", "-a", "-p", "-c", strconv.Itoa(core), strconv.Itoa(syscall.Getpid())).CombinedOutput()
	if err != nil {
		return fmt.Errorf("taskset: %w: %s", err, text)
	}
	return nil
}
