// Command play builds and runs the program of the module play, with its flags, so that
// go run ./cmd/play works. See there.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
)

func main() {
	if err := play(os.Args[1:]); err != nil {
		var ended *exec.ExitError
		if errors.As(err, &ended) {
			os.Exit(ended.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "play:", err)
		os.Exit(1)
	}
}

// play builds the program into a temporary folder and runs it until it ends. Signals
// are passed on.
func play(args []string) (err error) {
	dir, err := os.MkdirTemp("", "sagishi-play-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program := filepath.Join(dir, "play")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	build := attached(exec.Command("go", "build", "-C", "play", "-o", program, ".")) //nolint:noctx // ends with the terminal
	build.Env = append(os.Environ(), "CGO_ENABLED=0")                                // no C compiler is needed
	if err := build.Run(); err != nil {
		return err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	run := attached(exec.Command(program, args...)) //nolint:noctx // ends by a signal
	if err := run.Start(); err != nil {
		return err
	}
	go func() {
		for s := range signals {
			_ = run.Process.Signal(s) // it may have ended by itself
		}
	}()
	return run.Wait()
}

func attached(command *exec.Cmd) *exec.Cmd {
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return command
}
